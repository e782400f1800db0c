/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.PeeringServicePath;
import org.openpeering.prefix.event.EventClient;
import org.openpeering.prefix.event.EventFeed;
import org.openpeering.prefix.event.Followed;
import org.openpeering.prefix.event.Wanted;

/**
 * The events of all prefixes of a subscription or of a peering service in one stream, or of those that
 * {@code prefix} names, of the {@code types} and from the {@code level} on that are wanted. Prefixes come into it and leave it as they are made and deleted. Numbers are those of the streams of single
 * prefixes: a client may resume the one where it left the other.
 */
@Path("/")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class EventStreamResource {
    private static final String PROVIDER = "/providers/Microsoft.Peering";
    private static final String SUBSCRIPTION = "/subscriptions/{subscriptionId}";
    private static final String STREAM = "/events/stream";

    private final PeeringServices services;
    private final EventFeed feed;

    EventStreamResource(PeeringServices services, EventFeed feed) {
        this.services = services;
        this.feed = feed;
    }

    /** Ends when the token expires; an event source then connects again and resumes. */
    @GET
    @Path(SUBSCRIPTION + PROVIDER + STREAM)
    @Documented("The events of all prefixes of a subscription.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<Void> ofSubscription(
            @RestPath Subscription subscriptionId,
            @RestQuery List<String> types,
            @RestQuery @Nullable String level,
            @RestQuery List<String> prefix,
            @RestHeader("Last-Event-ID") @Nullable String lastEventIdHeader,
            @RestQuery @Nullable String lastEventId,
            @Context Sse sse,
            @Context SseEventSink sink,
            @Context HttpServerResponse response) {
        EventClient client = EventClient.of(sse, sink, response, lastEventIdHeader, lastEventId);
        Wanted wanted = Wanted.of(types, level, prefix);
        Followed followed = new Followed(subscriptionId, null);
        return feed.listener().chain(who -> feed.stream(followed, wanted, who, client));
    }

    /** Ends also when the service is deleted. */
    @GET
    @Path(SUBSCRIPTION + "/resourceGroups/{resourceGroupName}" + PROVIDER + "/peeringServices/{peeringServiceName}"
            + STREAM)
    @Documented("The events of all prefixes of a peering service.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<Void> ofService(
            @BeanParam PeeringServicePath service,
            @RestQuery List<String> types,
            @RestQuery @Nullable String level,
            @RestQuery List<String> prefix,
            @RestHeader("Last-Event-ID") @Nullable String lastEventIdHeader,
            @RestQuery @Nullable String lastEventId,
            @Context Sse sse,
            @Context SseEventSink sink,
            @Context HttpServerResponse response) {
        EventClient client = EventClient.of(sse, sink, response, lastEventIdHeader, lastEventId);
        Wanted wanted = Wanted.of(types, level, prefix);
        Followed followed = new Followed(service.subscriptionId(), service.id());
        return feed.listener()
                .chain(who -> services.get(service.id())
                        .invoke(EventStreamResource::refuse)
                        .chain(() -> feed.stream(followed, wanted, who, client)));
    }

    private static void refuse(Outcome<PeeringService> outcome) {
        if (outcome instanceof Outcome.Refused<PeeringService>(ApiError error)) {
            throw new ArmException(error);
        }
    }
}
