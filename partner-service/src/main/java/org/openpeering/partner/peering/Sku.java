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

    /** How much it is. */
    public enum Tier implements WireEnum {
        BASIC,
        PREMIUM
    }

    /** How it is billed. */
    public enum Size implements WireEnum {
        FREE,
        METERED,
        UNLIMITED
    }

    static Optional<Sku> parse(String name) {
        return WireEnum.parse(Sku.class, name);
    }

    static String known() {
        return Stream.of(values()).map(Sku::wire).collect(Collectors.joining(", "));
    }

    @Override
    public String wire() {
        return part(0) + "_" + part(1) + "_" + part(2);
    }

    public Tier tier() {
        return WireEnum.parse(Tier.class, part(0)).orElseThrow();
    }

    public PeeringKind family() {
        return WireEnum.parse(PeeringKind.class, part(1)).orElseThrow();
    }

    public Size size() {
        return WireEnum.parse(Size.class, part(2)).orElseThrow();
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
