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
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.MaxBody;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.Violations;

/** {@code POST /operator/catalogue/import/peeringdb}; a dry run unless {@code dryRun=false}. */
@Path("/operator/catalogue/import/peeringdb")
@Produces(MediaType.APPLICATION_JSON)
public class ImportResource {
    private final ImportService service;
    private final PartnerConfig config;

    ImportResource(ImportService service, PartnerConfig config) {
        this.service = service;
        this.config = config;
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
    @Requires(Permission.OPERATE)
    public Uni<Response> run(InputStream body, @RestQuery @Nullable String dryRun, @RestQuery @Nullable String object)
            throws IOException {
        boolean dry = dryRun(dryRun);
        Optional<Section> single = Optional.ofNullable(object).map(ImportResource::section);
        // As the database keeps it: what is older was not in this dump.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return switch (DumpReader.read(body, single, config.network(), now)) {
            case Checked.Invalid<Dump>(ApiError error) -> Uni.createFrom().item(Answers.error(error));
            case Checked.Valid<Dump>(Dump dump) ->
                onEventLoop(() -> service.run(dump, now, dry))
                        .map(report -> Response.ok(report).build());
        };
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
