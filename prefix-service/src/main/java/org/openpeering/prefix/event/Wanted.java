/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.error.ArmException;

/**
 * Which events a stream carries.
 *
 * @param types empty: all
 * @param level the least one
 * @param prefixes monitored prefixes, or networks around them; empty: all
 */
public record Wanted(Set<EventType> types, EventLevel level, Set<IpPrefix> prefixes) {
    static final Wanted ALL = new Wanted(Set.of(), EventLevel.INFORMATION, Set.of());

    /** Prefixes that one stream names; as many as a webhook's filter. */
    private static final int PREFIXES = 100;

    private static final String TYPES = "types";
    private static final String LEVEL = "level";
    private static final String PREFIX = "prefix";

    public Wanted {
        types = Set.copyOf(types);
        prefixes = Set.copyOf(prefixes);
    }

    /**
     * As queries have it: lists with commas between, or the parameter several times.
     *
     * @param level absent: all
     */
    public static Wanted of(List<String> types, @Nullable String level, List<String> prefixes) {
        Set<EventType> kinds = new LinkedHashSet<>();
        for (String text : parts(types)) {
            kinds.add(constant(TYPES, EventType.class, text));
        }
        EventLevel least = level == null ? EventLevel.INFORMATION : constant(LEVEL, EventLevel.class, level);
        Set<IpPrefix> networks = new LinkedHashSet<>();
        for (String text : parts(prefixes)) {
            networks.add(network(text));
        }
        if (networks.size() > PREFIXES) {
            throw wrong(
                    PREFIX, "A stream names at most " + PREFIXES + " prefixes; a network stands for all inside it.");
        }
        return new Wanted(kinds, least, networks);
    }

    private static List<String> parts(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private static <E extends Enum<E> & WireEnum> E constant(String parameter, Class<E> type, String text) {
        return WireEnum.parse(type, text).orElseThrow(() -> {
            String known =
                    Arrays.stream(type.getEnumConstants()).map(WireEnum::wire).collect(Collectors.joining(", "));
            return wrong(
                    parameter, "'" + parameter + "' has '" + Text.shown(text) + "', which is none of " + known + ".");
        });
    }

    private static IpPrefix network(String text) {
        try {
            return IpPrefix.parse(text);
        } catch (MalformedValueException e) {
            throw wrong(PREFIX, String.valueOf(e.getMessage()));
        }
    }

    private static ArmException wrong(String parameter, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, parameter, message));
    }

    /** The levels that are told. */
    Set<EventLevel> levels() {
        return EnumSet.range(level, EventLevel.CRITICAL);
    }
}
