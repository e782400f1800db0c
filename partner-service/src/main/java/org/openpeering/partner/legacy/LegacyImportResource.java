/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** {@code /operator/legacyPeerings/import}; a dry run unless asked for more. */
@Path("/operator/legacyPeerings")
@Produces(MediaType.APPLICATION_JSON)
public class LegacyImportResource {
    private static final LegacyImportSpec NOTHING = new LegacyImportSpec(null);

    private final LegacyService service;

    LegacyImportResource(LegacyService service) {
        this.service = service;
    }

    @POST
    @Path("/import")
    @Documented(
            value = "Takes over peerings that were made before, or tells what that would change.",
            answer = LegacyImportReport.class,
            tagged = false)
    @Requires(Permission.OPERATE)
    public Uni<Response> take(
            @RestQuery @ReadAs(Boolean.class) @DefaultValue("true") String dryRun, @Nullable LegacyImportSpec spec) {
        // Only a plain "false" stores anything.
        boolean dry = !dryRun.equalsIgnoreCase("false");
        return service.take(Objects.requireNonNullElse(spec, NOTHING), dry)
                .map(outcome -> Answers.of(outcome, report -> report));
    }
}
