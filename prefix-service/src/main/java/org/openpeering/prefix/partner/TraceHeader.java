/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import org.openpeering.kit.trace.Traces;

/** The owner's part of a request belongs to the request's trace. */
@ApplicationScoped
public class TraceHeader implements ClientRequestFilter {
    private final Traces traces;

    TraceHeader(Traces traces) {
        this.traces = traces;
    }

    @Override
    public void filter(ClientRequestContext request) {
        String parent = traces.current().parent();
        if (parent != null) {
            request.getHeaders().putSingle(Traces.HEADER, parent);
        }
    }
}
