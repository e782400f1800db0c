/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import java.time.Instant;
import java.util.Set;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpPrefix;

/** Who knows what registries say. */
public interface RegistrySource {
    /** @param paths of the prefix's routes */
    RegistryEvidence evidence(IpPrefix prefix, Set<AsPath> paths, Instant at);
}
