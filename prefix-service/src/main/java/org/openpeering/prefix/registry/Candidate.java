/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import java.util.List;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.rpki.RpkiData;

/**
 * New data, and what it would do.
 *
 * @param affected prefixes whose verdict may be another
 * @param flips prefixes with a route whose state of RFC 6811 is another
 * @param prefixes that there are
 */
record Candidate(Dataset<RpkiData> data, String digest, List<IpPrefix> affected, int flips, int prefixes) {}
