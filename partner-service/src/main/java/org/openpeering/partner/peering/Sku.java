/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.partner.PeeringKind;

/** The SKUs (contract section B.3); tier, family and size are read off the name. */
public enum Sku implements WireEnum {
    BASIC_EXCHANGE_FREE,
    BASIC_DIRECT_FREE,
    PREMIUM_DIRECT_FREE,
    PREMIUM_DIRECT_METERED,
    PREMIUM_DIRECT_UNLIMITED,
    PREMIUM_EXCHANGE_METERED;

    static Optional<Sku> parse(String name) {
        return WireEnum.parse(Sku.class, name);
    }

    static String known() {
        return Stream.of(values()).map(Sku::wire).collect(Collectors.joining(", "));
    }

    @Override
    public String wire() {
        return tier() + "_" + part(1) + "_" + size();
    }

    public String tier() {
        return part(0);
    }

    public PeeringKind family() {
        return WireEnum.parse(PeeringKind.class, part(1)).orElseThrow();
    }

    public String size() {
        return part(2);
    }

    /** Whether a peering may go from this one to the other: what "enable Peering Service" does. */
    boolean becomes(Sku wanted) {
        return this == wanted || (this == BASIC_DIRECT_FREE && wanted == PREMIUM_DIRECT_FREE);
    }

    private String part(int index) {
        String word = name().split("_", -1)[index];
        return word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
