/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** The ids under which a request is found in logs (contract section G.6). */
@RequestScoped
public class RequestIds {
    private final String requestId = UUID.randomUUID().toString();
    private String correlationId = requestId;

    public String requestId() {
        return requestId;
    }

    public String correlationId() {
        return correlationId;
    }

    public void correlate(String id) {
        correlationId = id;
    }
}
