/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import java.time.Instant;
import java.util.Set;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** Who knows what registries say. */
public interface RegistrySource {
    /** @param origins of the prefix's routes */
    RegistryEvidence evidence(IpPrefix prefix, Set<Asn> origins, Instant at);
}
