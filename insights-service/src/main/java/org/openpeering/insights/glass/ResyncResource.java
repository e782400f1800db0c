/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.request.Text;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.observation.CollectorRuntime;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/**
 * Has collectors tell detectors again what they hold: of a monitored prefix, on a router, or on a session. All replicas that
 * hold sessions of it do so; of a prefix vantages' routes, too, whoever reads them.
 */
@Path("/operator/routing/resync")
public class ResyncResource {
    private final Directory directory;
    private final CollectorRuntime runtime;
    private final Replicas replicas;

    ResyncResource(Directory directory, CollectorRuntime runtime, Replicas replicas) {
        this.directory = directory;
        this.runtime = runtime;
        this.replicas = replicas;
    }

    /**
     * What is to be told again.
     *
     * @param prefixes monitored ones
     * @param of whose routes
     * @param part the router or the session; null: all
     */
    private record Wanted(
            List<IpPrefix> prefixes,
            Predicate<ObservedSession> of,
            @Nullable String part) {}

    @POST
    @Produces({MediaType.APPLICATION_JSON, Replicas.PART})
    @Documented(
            value =
                    "Tells detectors again what is held of a monitored prefix, of a router or of a session: one of the three.",
            answer = ResyncView.class,
            tagged = false)
    @Requires(Permission.OPERATE)
    public Uni<Response> resync(
            @RestQuery @Nullable String prefix,
            @RestQuery @Nullable String router,
            @RestQuery @Nullable String session,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        if (!directory.complete()) {
            throw Replicas.unavailable();
        }
        if (Stream.of(prefix, router, session).filter(Objects::nonNull).count() != 1) {
            throw invalid("prefix", "Exactly one of 'prefix', 'router' and 'session' is required.");
        }
        Wanted wanted = prefix != null
                ? ofPrefix(prefix)
                : router != null ? ofRouter(router) : ofSession(Objects.requireNonNullElse(session, ""));
        Stream<ObservedSession> established = directory
                .sessions()
                .values()
                .filter(ObservedSession::established)
                .filter(wanted.of());
        return replicas.answer(
                Question.of("POST", uri, headers),
                Holders.of(established, runtime.self().orElseThrow(Replicas::unavailable)),
                held -> {
                    runtime.resync(wanted.prefixes(), wanted.part());
                    return new ResyncView.Part(
                            held.stream().map(SessionId::toString).collect(Collectors.toSet()),
                            wanted.prefixes().size());
                },
                ResyncView.Part.class,
                parts -> {
                    if (prefix != null) {
                        wanted.prefixes().forEach(runtime::resyncVantages);
                    }
                    return Response.ok(ResyncView.of(parts), MediaType.APPLICATION_JSON_TYPE);
                });
    }

    private Wanted ofPrefix(String text) {
        IpPrefix prefix;
        try {
            prefix = IpPrefix.parse(text);
        } catch (MalformedValueException e) {
            throw invalid("prefix", e.getMessage() + ".");
        }
        if (directory.monitored().find(prefix.toString()).isEmpty()) {
            throw invalid("prefix", "'" + prefix + "' is not monitored.");
        }
        return new Wanted(List.of(prefix), _ -> true, null);
    }

    private Wanted ofRouter(String router) {
        if (directory.routers().find(router).isEmpty()) {
            throw invalid("router", "There is no router '" + Text.shown(router) + "' in the inventory.");
        }
        return new Wanted(monitored(), session -> session.router().equals(router), router);
    }

    private Wanted ofSession(String text) {
        ObservedSession session = directory
                .sessions()
                .find(text)
                .orElseThrow(() -> invalid("session", "There is no session '" + Text.shown(text) + "'."));
        return new Wanted(monitored(), each -> each.key().equals(session.key()), session.key());
    }

    private List<IpPrefix> monitored() {
        return directory.monitored().values().map(MonitoredPrefix::prefix).toList();
    }

    private static ArmException invalid(String target, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, target, message));
    }
}
