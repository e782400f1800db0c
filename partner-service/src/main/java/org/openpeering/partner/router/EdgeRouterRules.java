/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.RouteDistinguisher;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;

/** What an edge router must be. */
final class EdgeRouterRules {
    private static final Pattern NAME = Pattern.compile("[\\x20-\\x7e&&[^/]]{1,255}");
    private static final int MOST_ADDRESSES = 64;
    private static final int MOST_TABLES = 16;
    /** RFC 9069 section 5.3, of a table's name. */
    private static final int LONGEST_TABLE = 255;
    /** Nobody names a VRF so: what looks like a distinguisher and is none is a mistake. */
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+(:[0-9.]+)+");

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
        List<IpAddress> addresses = addresses(spec, violations);
        List<String> tables = internetTables(spec, violations);
        return violations.checked(() -> new EdgeRouterEntity(name, metro, addresses, tables));
    }

    private static List<IpAddress> addresses(EdgeRouterSpec spec, Violations violations) {
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
        return List.copyOf(addresses);
    }

    private static List<String> internetTables(EdgeRouterSpec spec, Violations violations) {
        List<@Nullable String> given = Objects.requireNonNullElse(spec.internetTables(), List.of());
        if (given.size() > MOST_TABLES) {
            violations.add("internetTables", "internetTables must have at most " + MOST_TABLES + " entries.");
            return List.of();
        }
        Set<String> tables = new LinkedHashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String target = "internetTables[" + i + "]";
            String table =
                    table(target, Objects.requireNonNullElse(given.get(i), "").strip(), violations);
            if (table != null && !tables.add(table)) {
                violations.add(target, "A table must not be listed twice.");
            }
        }
        return List.copyOf(tables);
    }

    private static @Nullable String table(String target, String text, Violations violations) {
        if (text.isEmpty() || text.length() > LONGEST_TABLE) {
            violations.add(
                    target,
                    "A table is a route distinguisher such as 65000:7, or the name of a VRF, of 1 to " + LONGEST_TABLE
                            + " characters.");
            return null;
        }
        return NUMBERS.matcher(text).matches()
                ? violations.parse(
                        ErrorCode.INVALID_PARAMETER,
                        target,
                        text,
                        distinguisher -> RouteDistinguisher.parse(distinguisher).toString())
                : RouteDistinguisher.canonical(text);
    }
}
