/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;

/** What an edge router must be. */
final class EdgeRouterRules {
    private static final Pattern NAME = Pattern.compile("[\\x20-\\x7e&&[^/]]{1,255}");
    private static final int MOST_ADDRESSES = 64;

    private EdgeRouterRules() {}

    static Checked<EdgeRouterEntity> check(String name, EdgeRouterSpec spec) {
        Violations violations = new Violations();
        if (!NAME.matcher(name).matches()) {
            violations.add("name", "The name is the router's BMP sysName: 1 to 255 printable characters without '/'.");
        }
        String metro = spec.metro() == null ? "" : spec.metro().strip();
        if (metro.isEmpty()) {
            violations.add("metro", "metro is required.");
        }
        List<@Nullable IpAddress> given = Objects.requireNonNullElse(spec.addresses(), List.of());
        Set<IpAddress> addresses = new LinkedHashSet<>();
        for (int i = 0; i < given.size(); i++) {
            IpAddress address = given.get(i);
            if (address == null || !addresses.add(address)) {
                violations.add("addresses[" + i + "]", "An address must not be null and not be listed twice.");
            }
        }
        if (given.isEmpty() || given.size() > MOST_ADDRESSES) {
            violations.add("addresses", "addresses must have 1 to " + MOST_ADDRESSES + " entries.");
        }
        return violations.checked(() -> new EdgeRouterEntity(name, metro, List.copyOf(addresses)));
    }
}
