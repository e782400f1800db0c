/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;

/** What a metro must be. */
final class MetroRules {
    private MetroRules() {}

    static Checked<MetroEntity> check(String name, MetroSpec spec) {
        Violations violations = new Violations();
        Fields.name("name", name, violations);
        String country = Fields.country(spec.country(), violations);
        String region = Fields.optional("azureRegion", spec.azureRegion(), violations);
        GeoPoint place = Fields.place(spec.latitude(), spec.longitude(), violations);
        return violations.checked(() -> new MetroEntity(name, 0, country, region, place));
    }
}
