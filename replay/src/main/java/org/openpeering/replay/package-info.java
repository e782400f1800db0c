/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code local-stack/replay}: plays a recording of BGP against a running suite, as an edge router that reports over BMP or
 * as a server of RIS Live, at the pace of the times in it.
 *
 * <p>{@link org.openpeering.replay.Player} goes through the recording and tells a {@link org.openpeering.replay.Feed} what
 * its sessions said; nothing is kept but who they are. {@link org.openpeering.replay.Stage} tells it a scenario of {@link
 * org.openpeering.replay.scenario} instead.
 */
@NullMarked
package org.openpeering.replay;

import org.jspecify.annotations.NullMarked;
