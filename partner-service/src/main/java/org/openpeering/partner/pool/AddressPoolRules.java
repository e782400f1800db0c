/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;

/** What a pool must be: the subnets it gives are those that a session may have (contract section C.4). */
final class AddressPoolRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,63}");

    private AddressPoolRules() {}

    static Checked<AddressPoolEntity> check(String name, AddressPoolSpec spec) {
        Violations violations = new Violations();
        if (!NAME.matcher(name).matches()) {
            violations.add("name", "The name must match " + NAME.pattern() + ".");
        }
        String metro = spec.metro() == null ? "" : spec.metro().strip();
        if (metro.isEmpty()) {
            violations.add("metro", "metro is required.");
        }
        if (spec.prefix() == null) {
            violations.add(ErrorCode.INVALID_PREFIX, "prefix", "prefix is required.");
        }
        IpPrefix prefix = violations.parse(ErrorCode.INVALID_PREFIX, "prefix", spec.prefix(), IpPrefix::parse);
        int length = prefix == null ? 0 : length(prefix, spec.subnetLength(), violations);
        return violations.checked(() -> new AddressPoolEntity(name, metro, Objects.requireNonNull(prefix), length));
    }

    private static int length(IpPrefix prefix, @Nullable Integer given, Violations violations) {
        boolean v4 = prefix.family() == IpAddress.Family.IPV4;
        int shortest = v4 ? 30 : 64;
        int longest = v4 ? 31 : 127;
        int length = Objects.requireNonNullElse(given, longest);
        if (length < shortest || length > longest) {
            violations.add("subnetLength", "subnetLength must be " + shortest + " to " + longest + ".");
        } else if (prefix.length() > length) {
            violations.add("subnetLength", "A /" + length + " does not fit into " + prefix + ".");
        }
        return length;
    }
}
