/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.Provider;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.Checked;

/** What may be chosen, and what stays as it was chosen. */
final class PeeringServiceRules {
    private PeeringServiceRules() {}

    /** Whether something is chosen that was not before. */
    static boolean chooses(PeeringService held, Checked spec) {
        return (held.serviceLocation() == null && spec.serviceLocation() != null)
                || (held.provider() == null && spec.provider() != null)
                || (held.primaryLocation() == null && spec.primaryLocation() != null);
    }

    /** Why the locations can't be had of the provider. */
    static Optional<ApiError> unserved(Provider provider, @Nullable String primary, @Nullable String backup) {
        return unknownLocation(provider, "properties.providerPrimaryPeeringLocation", primary)
                .or(() -> unknownLocation(provider, "properties.providerBackupPeeringLocation", backup))
                .or(() -> sameLocation(primary, backup));
    }

    private static Optional<ApiError> unknownLocation(Provider provider, String member, @Nullable String location) {
        return location == null || provider.serves(location)
                ? Optional.empty()
                : Optional.of(ApiError.at(
                        ErrorCode.PEERING_LOCATION_NOT_FOUND,
                        member,
                        "The provider '" + provider.name() + "' has no peering location '" + location
                                + "'; its locations are " + provider.peeringLocations() + "."));
    }

    static Optional<ApiError> sameLocation(@Nullable String primary, @Nullable String backup) {
        return primary != null && primary.equalsIgnoreCase(backup)
                ? Optional.of(ApiError.at(
                        ErrorCode.INVALID_PARAMETER,
                        "properties.providerBackupPeeringLocation",
                        "The backup peering location has to be another than the primary one."))
                : Optional.empty();
    }

    static ApiError unknownProvider(String name) {
        return ApiError.at(
                ErrorCode.PEERING_SERVICE_PROVIDER_NOT_FOUND,
                "properties.peeringServiceProvider",
                "Peering service provider not found: '" + name + "'.");
    }

    /** What of the spec would change what is fixed. */
    static Optional<ApiError> change(PeeringService held, Checked spec) {
        return fixed("location", held.location(), spec.location(), Checked::normal)
                .or(() -> fixed("properties.peeringServiceLocation", held.serviceLocation(), spec.serviceLocation()))
                .or(() -> fixed("properties.peeringServiceProvider", held.provider(), spec.provider()))
                .or(() -> fixed(
                        "properties.providerPrimaryPeeringLocation", held.primaryLocation(), spec.primaryLocation()))
                .or(() -> held.primaryLocation() == null
                        ? Optional.empty()
                        : fixed(
                                "properties.providerBackupPeeringLocation",
                                Objects.requireNonNullElse(held.backupLocation(), "None"),
                                Objects.requireNonNullElse(spec.backupLocation(), "None")));
    }

    private static Optional<ApiError> fixed(String member, @Nullable String held, @Nullable String written) {
        return fixed(member, held, written, UnaryOperator.identity());
    }

    private static Optional<ApiError> fixed(
            String member, @Nullable String held, @Nullable String written, UnaryOperator<String> normal) {
        if (held == null) {
            return Optional.empty();
        }
        boolean same = written != null && normal.apply(held).equalsIgnoreCase(normal.apply(written));
        return same ? Optional.empty() : Optional.of(fixed(member, held));
    }

    private static ApiError fixed(String member, String held) {
        return member.endsWith("PeeringLocation")
                ? Refusals.fixed(member, held, "changeLocations")
                : Refusals.fixed(member, held);
    }
}
