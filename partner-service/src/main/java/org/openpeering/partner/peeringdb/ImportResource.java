/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.MaxBody;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.Violations;

/** {@code POST /operator/catalogue/import/peeringdb}; a dry run unless {@code dryRun=false}. */
@Path("/operator/catalogue/import/peeringdb")
@Produces(MediaType.APPLICATION_JSON)
public class ImportResource {
    private final ImportService service;
    private final Asn network;
    private final DumpReader.Tolerance tolerance;

    ImportResource(ImportService service, PartnerConfig partner, PeeringDbConfig config) {
        this.service = service;
        this.network = partner.network();
        this.tolerance = DumpReader.Tolerance.of(config);
    }

    /**
     * The file is read on a worker's thread, since it may come as slowly as its sender likes.
     *
     * @param object what the entries are when the body holds those of one object
     */
    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @MaxBody(ArmConventions.IMPORT_BYTES)
    @Documented(
            value =
                    "Takes over facilities, exchanges and networks of a PeeringDB dump, or tells what that would change.",
            answer = ImportReportView.class,
            tagged = false)
    @Requires(Permission.OPERATE)
    public Uni<Response> run(
            InputStream body,
            @RestQuery @ReadAs(Boolean.class) @Nullable String dryRun,
            @RestQuery @Nullable String object) {
        boolean dry = dryRun(dryRun);
        Optional<Section> single = Optional.ofNullable(object).map(ImportResource::section);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        DumpReader reader = new DumpReader(body, single, network, now, tolerance);
        return onEventLoop(() -> service.run(reader, now, dry))
                .map(report -> Response.ok(report).build());
    }

    /** A session belongs to an event loop. */
    private static <T> Uni<T> onEventLoop(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(work::get).runSubscriptionOn(MutinyHelper.executor(Vertx.currentContext()));
    }

    private static boolean dryRun(@Nullable String text) {
        if (text == null || text.equalsIgnoreCase("true")) {
            return true;
        }
        if (!text.equalsIgnoreCase("false")) {
            throw refusal("dryRun", "dryRun is true or false.");
        }
        return false;
    }

    private static Section section(String object) {
        return Section.of(object)
                .orElseThrow(() -> refusal(
                        "object",
                        "'" + Violations.shown(object) + "' is none of fac, ix, netixlan, netfac, ixpfx and net."));
    }

    private static ArmException refusal(String parameter, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, parameter, message));
    }
}
