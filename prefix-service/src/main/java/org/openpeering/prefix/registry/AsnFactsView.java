/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;

/**
 * What the registries say of an AS number; helps to decide who may speak for it.
 *
 * @param authorizedPrefixes VRPs that name it as origin, null when no RPKI data is loaded
 * @param autNumIn the routing registries that have an aut-num object of it
 */
@RegisterForReflection
public record AsnFactsView(Asn asn, @Nullable Long authorizedPrefixes, List<String> autNumIn) {}
