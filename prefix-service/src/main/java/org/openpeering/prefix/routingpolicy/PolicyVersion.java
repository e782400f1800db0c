/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.RoutingPolicy;

/**
 * What was said once.
 *
 * @param prefix of which it was said
 * @param policy as it was said, so without what follows from the registration; null: what was said before is taken back
 * @param changedBy the subject of the caller's token
 */
record PolicyVersion(
        long revision, IpPrefix prefix, @Nullable RoutingPolicy policy, String changedBy, Instant changedAt) {}
