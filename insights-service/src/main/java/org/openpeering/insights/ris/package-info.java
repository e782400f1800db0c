/* SPDX-License-Identifier: Apache-2.0 */
/**
 * RIS Live as a feed: what some 1,500 routers elsewhere tell RIPE NCC's route collectors of monitored prefixes. They are
 * vantages: what they see counts as seen, and none of them is a session of the network. {@link
 * org.openpeering.insights.ris.RisLive} is the client, {@code RisDecoder} reads its messages.
 */
@NullMarked
package org.openpeering.insights.ris;

import org.jspecify.annotations.NullMarked;
