/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.document.Required;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Tags;
import org.openpeering.prefix.Refusals;

/** What a customer writes. */
@RegisterForReflection
public record PeeringServiceSpec(
        @Required @Nullable String location,
        @Nullable Map<String, @Nullable String> tags,
        @Nullable Sku sku,
        @Nullable Properties properties) {
    private static final int LONGEST = 128;

    /** @param name free text */
    @RegisterForReflection
    public record Sku(@Nullable String name) {}

    /** @param providerBackupPeeringLocation absent or "None": fail over to the Internet */
    @RegisterForReflection
    public record Properties(
            @Nullable String peeringServiceLocation,
            @Nullable String peeringServiceProvider,
            @Nullable String providerPrimaryPeeringLocation,
            @Nullable String providerBackupPeeringLocation) {}

    /** What of a PATCH counts. */
    @RegisterForReflection
    public record TagsSpec(@Nullable Map<String, @Nullable String> tags) {}

    /** The same with every rule kept that needs nothing but the text. */
    Checked checked() {
        Properties chosen = properties == null ? new Properties(null, null, null, null) : properties;
        return new Checked(
                required("location", location),
                Tags.of(tags),
                sku == null ? null : optional("sku.name", sku.name()),
                optional("properties.peeringServiceLocation", chosen.peeringServiceLocation()),
                optional("properties.peeringServiceProvider", chosen.peeringServiceProvider()),
                optional("properties.providerPrimaryPeeringLocation", chosen.providerPrimaryPeeringLocation()),
                backup(chosen.providerBackupPeeringLocation()));
    }

    /** What of a change of locations counts. */
    Locations locations() {
        Properties chosen = properties == null ? new Properties(null, null, null, null) : properties;
        return new Locations(
                required("properties.providerPrimaryPeeringLocation", chosen.providerPrimaryPeeringLocation()),
                backup(chosen.providerBackupPeeringLocation()));
    }

    private static @Nullable String backup(@Nullable String text) {
        String location = optional("properties.providerBackupPeeringLocation", text);
        return location == null || location.equalsIgnoreCase("None") ? null : location;
    }

    /** What a move needs to know. */
    @RegisterForReflection
    public record LocationsSpec(@Required @Nullable Properties properties) {
        Locations locations() {
            return new PeeringServiceSpec(null, null, null, properties).locations();
        }
    }

    private static String required(String member, @Nullable String text) {
        String value = optional(member, text);
        if (value == null) {
            throw new ArmException(Refusals.missing(member));
        }
        return value;
    }

    private static @Nullable String optional(String member, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    member,
                    "'" + member + "' has more than " + LONGEST + " characters, or one that can't be shown."));
        }
        return text.strip();
    }

    /** A spec that keeps the rules. What was not chosen yet is null; validation says so. */
    record Checked(
            String location,
            Map<String, String> tags,
            @Nullable String sku,
            @Nullable String serviceLocation,
            @Nullable String provider,
            @Nullable String primaryLocation,
            @Nullable String backupLocation) {
        /** ARM: "East US" and "eastus" are one location. */
        static String normal(String location) {
            return location.replace(" ", "").toLowerCase(Locale.ROOT);
        }
    }
}
