/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.audit;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code /operator/audit}: the trail of one object, or of all. */
@Path("/operator/audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
    private final AuditTrail trail;

    AuditResource(AuditTrail trail) {
        this.trail = trail;
    }

    @GET
    @Documented("Who changed what, the latest first.")
    @Requires(Permission.OPERATE)
    public Uni<Page<AuditView>> list(@RestQuery @Nullable String object, @Context UriInfo uri) {
        return trail.list(object, Page.afterNumber(uri))
                .map(entries -> Page.of(entries, entry -> Long.toString(entry.seq), AuditView::of, uri));
    }
}
