/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.Fields;
import org.openpeering.partner.catalogue.GeoPoint;

/** What a service location must be. */
final class ServiceLocationRules {
    private ServiceLocationRules() {}

    static Checked<ServiceLocationEntity> check(String name, ServiceLocationSpec spec) {
        Violations violations = new Violations();
        Fields.name("name", name, violations);
        String country = Fields.required("country", spec.country(), violations);
        String state = Fields.required("state", spec.state(), violations);
        String region = Fields.optional("azureRegion", spec.azureRegion(), violations);
        GeoPoint place = Fields.place(spec.latitude(), spec.longitude(), violations);
        return violations.checked(() -> new ServiceLocationEntity(name, country, state, region, place));
    }
}
