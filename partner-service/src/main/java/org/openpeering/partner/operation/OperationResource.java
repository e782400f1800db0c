/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.operation;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code operations} (contract section A, row 1). */
@Path("/providers/Microsoft.Peering/operations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OperationResource {
    @GET
    @Requires(Permission.OPERATIONS_READ)
    public Page<OperationView> list() {
        return new Page<>(Operations.ALL, null);
    }
}
