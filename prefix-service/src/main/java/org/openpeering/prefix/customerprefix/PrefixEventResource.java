/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.prefix.event.EventClient;
import org.openpeering.prefix.event.EventFeed;
import org.openpeering.prefix.event.EventService;
import org.openpeering.prefix.event.Wanted;
import org.openpeering.prefix.event.Watched;

/** Events of a customer prefix in full, as a list and as a stream; Azure has only {@code $expand=events}. */
@Path("/")
public class PrefixEventResource {
    private static final String EVENTS =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Peering"
                    + "/peeringServices/{peeringServiceName}/prefixes/{prefixName}/events";

    private final EventService service;
    private final PrefixService prefixes;
    private final EventFeed feed;

    PrefixEventResource(EventService service, PrefixService prefixes, EventFeed feed) {
        this.service = service;
        this.prefixes = prefixes;
        this.feed = feed;
    }

    /** Which prefix. */
    public record Named(
            @RestPath Subscription subscriptionId,
            @RestPath String resourceGroupName,
            @RestPath String peeringServiceName,
            @RestPath String prefixName) {
        ResourceId id() {
            return ResourceId.ofGroup(
                            subscriptionId, resourceGroupName, ResourceType.PEERING_SERVICES, peeringServiceName)
                    .child(ResourceType.PREFIXES, prefixName);
        }
    }

    @GET
    @Path(EVENTS)
    @Produces(MediaType.APPLICATION_JSON)
    @Documented("The events of a prefix.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<Page<RoutingEvent>> list(@BeanParam Named prefix, @Context UriInfo uri) {
        String after = Page.after(uri);
        return watched(prefix)
                .chain(watched -> service.page(watched, after))
                .map(events -> Page.of(events, EventService::pageKey, event -> event, uri));
    }

    /**
     * Ends when the prefix is deleted or the token expires; an event source then connects again and resumes. What is
     * returned is done when the stream is.
     */
    @GET
    @Path(EVENTS + "/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Documented("The events of a prefix as they happen.")
    @Requires(Permission.PREFIXES_READ)
    public Uni<Void> stream(
            @BeanParam Named prefix,
            @RestQuery List<String> types,
            @RestQuery @Nullable String level,
            @RestHeader("Last-Event-ID") @Nullable String lastEventIdHeader,
            @RestQuery @Nullable String lastEventId,
            @Context Sse sse,
            @Context SseEventSink sink,
            @Context HttpServerResponse response) {
        EventClient client = EventClient.of(sse, sink, response, lastEventIdHeader, lastEventId);
        Wanted wanted = Wanted.of(types, level, List.of());
        return feed.listener()
                .chain(who -> watched(prefix).chain(watched -> feed.stream(watched, wanted, who, client)));
    }

    private Uni<Watched> watched(Named prefix) {
        return prefixes.get(prefix.id()).map(PrefixEventResource::watched);
    }

    static Watched watched(Outcome<CustomerPrefix> outcome) {
        return switch (outcome) {
            case Outcome.Found<CustomerPrefix>(CustomerPrefix found) -> found.watched();
            case Outcome.Created<CustomerPrefix>(CustomerPrefix made) -> made.watched();
            case Outcome.Refused<CustomerPrefix>(ApiError error) -> throw new ArmException(error);
            case Outcome.Deleted<CustomerPrefix> _, Outcome.Absent<CustomerPrefix> _ ->
                throw new IllegalStateException("a look-up deletes nothing");
        };
    }
}
