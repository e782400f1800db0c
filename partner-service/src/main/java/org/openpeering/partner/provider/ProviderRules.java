/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openpeering.contract.net.Asn;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.Fields;
import org.openpeering.partner.catalogue.MetroEntity;

/** What a service provider must be. */
final class ProviderRules {
    private ProviderRules() {}

    static Checked<ProviderEntity> check(String name, ProviderSpec spec) {
        Violations violations = new Violations();
        Fields.name("name", name, violations);
        List<Asn> asns = Fields.present("asns", spec.asns(), violations);
        List<String> locations = Fields.present("peeringLocations", spec.peeringLocations(), violations);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < locations.size(); i++) {
            if (!seen.add(MetroEntity.key(locations.get(i)))) {
                violations.add(
                        "peeringLocations[" + i + "]",
                        "The metro '" + Violations.shown(locations.get(i)) + "' is listed twice.");
            }
        }
        List<Asn> distinct = asns.stream().distinct().toList();
        return violations.checked(() -> new ProviderEntity(name, distinct, locations));
    }
}
