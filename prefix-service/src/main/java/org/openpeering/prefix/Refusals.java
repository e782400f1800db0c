/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import java.util.Optional;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.Refusal;

/** The refusals of every resource, in Azure Resource Manager's words (contract section G.1). */
public final class Refusals {
    private Refusals() {}

    /** Ends the use case when there is a reason to. */
    public static void refuse(Optional<ApiError> reason) {
        reason.ifPresent(error -> {
            throw new Refusal(error);
        });
    }

    public static ApiError notFound(ResourceId id) {
        return ApiError.of(
                ErrorCode.RESOURCE_NOT_FOUND,
                "The Resource '%s' under resource group '%s' was not found.".formatted(path(id), id.resourceGroup()));
    }

    public static ApiError parentNotFound(ResourceId parent) {
        return ApiError.of(
                ErrorCode.PARENT_RESOURCE_NOT_FOUND,
                "The parent resource '%s' under resource group '%s' was not found."
                        .formatted(path(parent), parent.resourceGroup()));
    }

    /** @param member the JSON path, such as {@code properties.prefix} */
    public static ApiError fixed(String member, Object held) {
        return ApiError.at(
                ErrorCode.CHANGE_NOT_ALLOWED,
                member,
                "'%s' is '%s' and can't be changed; delete the resource and create it again.".formatted(member, held));
    }

    /**
     * @param member the JSON path, such as {@code properties.prefix}
     * @param instead the action that changes it
     */
    public static ApiError fixed(String member, Object held, String instead) {
        return ApiError.at(
                ErrorCode.CHANGE_NOT_ALLOWED,
                member,
                "'%s' is '%s' and can't be changed by PUT; POST to '%s' instead.".formatted(member, held, instead));
    }

    public static ApiError missing(String member) {
        return ApiError.at(ErrorCode.INVALID_PARAMETER, member, "'" + member + "' is required.");
    }

    /** @param what in the plural */
    public static ApiError noActiveConnection(ResourceId peering, String what) {
        return ApiError.of(
                ErrorCode.NO_ACTIVE_CONNECTION,
                "The peering '" + peering.name() + "' has no Active connection; " + what
                        + " can be registered when it has one.");
    }

    /** {@code Microsoft.Peering/peerings/p/registeredPrefixes/r}. */
    private static String path(ResourceId id) {
        String text = id.toString();
        return text.substring(text.indexOf("/providers/") + "/providers/".length());
    }
}
