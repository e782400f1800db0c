/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.audit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code /operator/audit}: the trail of one object, or of all. */
@Path("/operator/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuditResource {
    private final AuditTrail trail;

    AuditResource(AuditTrail trail) {
        this.trail = trail;
    }

    @GET
    @Requires(Permission.OPERATE)
    public Page<AuditView> list(@QueryParam("object") @Nullable String object, @Context UriInfo uri) {
        return Page.of(
                trail.list(object, Page.afterNumber(uri)), entry -> Long.toString(entry.seq()), AuditView::of, uri);
    }
}
