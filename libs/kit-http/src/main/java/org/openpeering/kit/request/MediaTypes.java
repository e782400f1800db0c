/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;
import java.util.regex.Pattern;

/** Media types beside {@code application/json}. */
public final class MediaTypes {
    /**
     * An owner's object exactly as its state topic carries it, asked for by another service with the caller's token when
     * its copy may be behind. Same path, same permission as the ARM view.
     */
    public static final String STATE = "application/vnd.openpeering.state+json";

    private MediaTypes() {}

    /**
     * Whether a caller names this media type, wildcards aside. Anything may stand in the header; what is no media type names
     * none.
     */
    public static boolean named(HttpHeaders headers, String mediaType) {
        return named(Objects.requireNonNullElse(headers.getHeaderString(HttpHeaders.ACCEPT), ""), mediaType);
    }

    /** @param accept the header, or nothing */
    public static boolean named(String accept, String mediaType) {
        return Pattern.compile(",")
                .splitAsStream(accept)
                .map(range -> range.split(";", 2)[0].strip())
                .anyMatch(mediaType::equalsIgnoreCase);
    }
}
