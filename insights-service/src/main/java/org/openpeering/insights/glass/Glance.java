/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.net.SpecialPurpose;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.error.ArmException;

/**
 * A question to the looking glass that can be answered.
 *
 * @param site the edge site's metro, as the inventory spells it
 */
record Glance(String site, IpAddress destination) {
    /** What can be asked for (contract section A). */
    enum Command implements WireEnum {
        TRACEROUTE,
        PING,
        BGP_ROUTE
    }

    /** Where to look from. */
    enum SourceType implements WireEnum {
        EDGE_SITE,
        AZURE_REGION
    }

    /**
     * Reads the query.
     *
     * @param sites the metro as it is spelled where routers stand
     */
    static Glance parse(
            @Nullable String command,
            @Nullable String sourceType,
            @Nullable String sourceLocation,
            @Nullable String destination,
            Function<String, Optional<String>> sites) {
        if (constant(Command.class, "command", command) != Command.BGP_ROUTE) {
            throw invalid("command", "Ping and Traceroute are not offered here; BgpRoute is.");
        }
        if (constant(SourceType.class, "sourceType", sourceType) != SourceType.EDGE_SITE) {
            throw invalid("sourceType", "This network has no regions; 'sourceType' is EdgeSite.");
        }
        String location = required("sourceLocation", sourceLocation);
        String site = sites.apply(location)
                .orElseThrow(() -> new ArmException(ApiError.at(
                        ErrorCode.PEERING_LOCATION_NOT_FOUND,
                        "sourceLocation",
                        "There is no edge router at '" + Text.shown(location) + "'.")));
        return new Glance(site, address(required("destinationIP", destination)));
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw invalid(name, "The query parameter '" + name + "' is required.");
        }
        return value.strip();
    }

    private static <E extends Enum<E> & WireEnum> E constant(Class<E> type, String name, @Nullable String value) {
        String text = required(name, value);
        return WireEnum.parse(type, text)
                .orElseThrow(() -> invalid(name, "'" + Text.shown(text) + "' is no " + name + "."));
    }

    /** Nothing is sent there; but what is no public address has no route, or one that is nobody else's business. */
    private static IpAddress address(String text) {
        IpAddress address;
        try {
            address = IpAddress.parse(text);
        } catch (MalformedValueException e) {
            throw invalid("destinationIP", e.getMessage() + ".");
        }
        SpecialPurpose.of(new IpPrefix(address, address.family().bits()))
                .filter(purpose -> !purpose.documentation())
                .ifPresent(purpose -> {
                    throw invalid("destinationIP", "'" + address + "' is no public address: " + purpose.name() + ".");
                });
        return address;
    }

    private static ArmException invalid(String target, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, target, message));
    }
}
