/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import jakarta.ws.rs.core.UriInfo;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.request.ArmConventions;

/** The api-version of a request, for answers that differ by it. */
public final class RequestedVersion {
    private RequestedVersion() {}

    /** The newest where the request names none, which {@link ArmRequestFilter} allows to operators only. */
    public static ApiVersion of(UriInfo uri) {
        String text = uri.getQueryParameters().getFirst(ArmConventions.API_VERSION);
        return text == null ? ApiVersion.V2025_05_01 : ApiVersion.parse(text).orElseThrow();
    }
}
