/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.Set;
import org.openpeering.contract.error.ApiError;
import org.openpeering.kit.error.EntityTag;
import org.openpeering.kit.error.ErrorBody;

/**
 * Holds every answer to a read that carries a validator to the caller's conditions (RFC 9110 section 13.2.2): 412 when it
 * is not what {@code If-Match} names, 304 when the caller has it. The resource has nothing to do with it, so none forgets.
 */
@Provider
public class ConditionalRead implements ContainerResponseFilter {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String header = response.getHeaderString(HttpHeaders.ETAG);
        if (header == null || response.getStatus() != 200 || !READS.contains(request.getMethod())) {
            return;
        }
        // Quoted, and never weak: all of ours are.
        EntityTag tag = new EntityTag(header.substring(1, header.length() - 1));
        Preconditions conditions = Preconditions.of(request.getHeaders());
        Optional<ApiError> refusal = conditions.unmatched(Optional.of(tag));
        if (refusal.isPresent()) {
            response.setStatus(refusal.get().code().status());
            response.setEntity(ErrorBody.of(refusal.get()), new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
        } else if (conditions.known(tag)) {
            response.setStatus(304);
            response.setEntity(null);
        }
    }
}
