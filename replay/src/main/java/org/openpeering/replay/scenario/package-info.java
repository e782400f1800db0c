/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What became known of BGP in public, told again: who announced what, when, and who heard it.
 *
 * <p>An {@link org.openpeering.replay.scenario.Incident} is defined by a few lines of a {@link
 * org.openpeering.replay.scenario.Plot}: which networks announce which prefix at which time. {@link
 * org.openpeering.replay.scenario.Network} makes of it what each {@link org.openpeering.replay.scenario.Peer} of a collector
 * would have told: every peer chooses the best of the ways that it hears of, and hears of a change within 20 to 50 seconds.
 * The same {@link org.openpeering.replay.scenario.Settings} lead to the same {@link
 * org.openpeering.replay.scenario.Scenario}. Nothing here knows of a clock, a file or a connection.
 */
@NullMarked
package org.openpeering.replay.scenario;

import org.jspecify.annotations.NullMarked;
