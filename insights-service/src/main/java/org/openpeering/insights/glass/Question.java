/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Objects;
import org.openpeering.kit.request.MediaTypes;

/**
 * A request, as far as it is passed on to other replicas.
 *
 * @param target path and query
 * @param authorization the caller's
 * @param accept media types, as they came
 * @param forwarded whether it came through the gateway, as no replica's does
 */
record Question(String method, String target, String authorization, String accept, boolean forwarded) {
    /** The gateway sets it, and lets none of a client's pass. */
    private static final String GATEWAY = "X-Forwarded-Host";

    static Question of(String method, UriInfo uri, HttpHeaders headers) {
        URI asked = uri.getRequestUri();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return new Question(
                method,
                asked.getRawPath() + query,
                Objects.requireNonNullElse(headers.getHeaderString(HttpHeaders.AUTHORIZATION), ""),
                Objects.requireNonNullElse(headers.getHeaderString(HttpHeaders.ACCEPT), ""),
                headers.getHeaderString(GATEWAY) != null);
    }

    /** Whether another replica asks, for what this one holds. */
    boolean ofReplica() {
        return !forwarded && accepts(Replicas.PART);
    }

    /** Whether the caller names this media type. */
    boolean accepts(String mediaType) {
        return MediaTypes.named(accept, mediaType);
    }
}
