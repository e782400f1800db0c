/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.operation;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code operations} (contract section A, row 1). */
@Path("/providers/Microsoft.Peering/operations")
@Produces(MediaType.APPLICATION_JSON)
public class OperationResource {
    @GET
    @Documented("The names of all permissions.")
    @Requires(Permission.OPERATIONS_READ)
    public Uni<Page<OperationView>> list() {
        return Uni.createFrom().item(new Page<>(Operations.ALL, null));
    }
}
