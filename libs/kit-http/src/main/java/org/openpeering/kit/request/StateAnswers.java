/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.kit.error.EntityTag;

/** Answers in the media type in which other services read what this one owns. */
public final class StateAnswers {
    private static final MediaType STATE = MediaType.valueOf(MediaTypes.STATE);

    private StateAnswers() {}

    public static boolean wanted(HttpHeaders headers) {
        return MediaTypes.named(headers, MediaTypes.STATE);
    }

    public static Response of(Revisioned object) {
        return Response.ok(object, STATE)
                .header(
                        HttpHeaders.ETAG,
                        EntityTag.of(object.revision(), object).toString())
                .build();
    }

    public static Response ofList(Object objects) {
        return Response.ok(objects, STATE).build();
    }
}
