/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.probetarget;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.ProbeTarget;

/**
 * What was offered once.
 *
 * @param prefix of which it was offered
 * @param targets null: what was offered before is taken back
 * @param changedBy the subject of the caller's token
 */
record OfferVersion(
        long revision, IpPrefix prefix, @Nullable List<ProbeTarget> targets, String changedBy, Instant changedAt) {}
