/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.watch;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** Logs on its way: after a statement, and after work elsewhere. */
@Path("/watched/{subscriptionId}/{name}")
public class WatchedResource {
    static final Logger LOG = Logger.getLogger(WatchedResource.class);

    private final Statements statements;

    WatchedResource(Statements statements) {
        this.statements = statements;
    }

    @GET
    @Requires(Permission.PEERINGS_READ)
    public Uni<Response> read(@PathParam("subscriptionId") String subscription, @PathParam("name") String name) {
        return Transactions.run(() -> statements
                        .of("select 1 as one, pg_sleep(0.01)::text as slept")
                        .get(row -> true)
                        .invoke(() -> LOG.infof("after the statement: %s", name))
                        .chain(() -> Transactions.onWorker(() -> true))
                        .invoke(() -> LOG.infof("after the worker: %s", name)))
                .replaceWith(() -> Response.ok("{}").build());
    }
}
