/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.EntryPath;
import org.openpeering.partner.catalogue.Fields;
import org.openpeering.partner.facility.ExchangeFacility.Port;
import org.openpeering.partner.facility.ExchangeFacilitySpec.PortSpec;

/** What facilities and exchanges must be. */
final class FacilityRules {
    private static final long FASTEST = 10_000_000;

    private FacilityRules() {}

    static Checked<DirectFacilityEntity> check(EntryPath path, DirectFacilitySpec spec) {
        Violations violations = new Violations();
        long peeringDbId = id(path.name(), violations);
        String address = Fields.required("address", spec.address(), violations);
        List<DirectPeeringType> types =
                Fields.present("directPeeringTypes", spec.directPeeringTypes(), violations).stream()
                        .distinct()
                        .sorted()
                        .toList();
        return violations.checked(() -> new DirectFacilityEntity(
                new DirectFacility(path.metroKey(), peeringDbId, 0, address, types, false, false)));
    }

    static Checked<ExchangeFacilityEntity> check(EntryPath path, ExchangeFacilitySpec spec) {
        Violations violations = new Violations();
        long peeringDbId = id(path.name(), violations);
        String name = Fields.required("exchangeName", spec.exchangeName(), violations);
        IpPrefix v4 = lan("facilityIPv4Prefix", spec.facilityIPv4Prefix(), Family.IPV4, violations);
        IpPrefix v6 = lan("facilityIPv6Prefix", spec.facilityIPv6Prefix(), Family.IPV6, violations);
        List<PortSpec> written = Fields.present("ports", spec.ports(), violations);
        List<Port> ports = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            ports.add(port("ports[" + i + "].", written.get(i), v4, v6, violations));
        }
        return violations.checked(() -> new ExchangeFacilityEntity(
                new ExchangeFacility(path.metroKey(), peeringDbId, 0, name, v4, v6, ports, false, false)));
    }

    private static long id(String text, Violations violations) {
        if (!text.matches("[1-9][0-9]{0,9}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            violations.add(
                    "peeringDBFacilityId", "peeringDBFacilityId must be a number from 1 to " + Integer.MAX_VALUE + ".");
            return 1;
        }
        return Long.parseLong(text);
    }

    private static @Nullable IpPrefix lan(String target, @Nullable String text, Family family, Violations violations) {
        IpPrefix prefix = violations.parse(ErrorCode.INVALID_PREFIX, target, text, IpPrefix::parse);
        if (prefix != null && prefix.family() != family) {
            violations.add(ErrorCode.INVALID_PREFIX, target, target + " is of the other address family.");
            return null;
        }
        return prefix;
    }

    private static Port port(
            String at, PortSpec spec, @Nullable IpPrefix v4, @Nullable IpPrefix v6, Violations violations) {
        long bandwidth = Fields.positive(at + "bandwidthInMbps", spec.bandwidthInMbps(), FASTEST, violations);
        if (spec.microsoftIPv4Address() == null && spec.microsoftIPv6Address() == null) {
            violations.add(
                    at + "microsoftIPv4Address", "A port needs a microsoftIPv4Address or a microsoftIPv6Address.");
        }
        return new Port(
                bandwidth,
                address(at + "microsoftIPv4Address", spec.microsoftIPv4Address(), Family.IPV4, v4, violations),
                address(at + "microsoftIPv6Address", spec.microsoftIPv6Address(), Family.IPV6, v6, violations));
    }

    private static @Nullable IpAddress address(
            String target, @Nullable String text, Family family, @Nullable IpPrefix lan, Violations violations) {
        IpAddress address = violations.parse(ErrorCode.INVALID_PARAMETER, target, text, IpAddress::parse);
        if (address != null && address.family() != family) {
            violations.add(target, target + " is of the other address family.");
        } else if (address != null && lan != null && !lan.contains(address)) {
            violations.add(target, target + " is not in the exchange's prefix " + lan + ".");
        }
        return address;
    }
}
