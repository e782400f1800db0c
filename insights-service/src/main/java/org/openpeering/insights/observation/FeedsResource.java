/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.ris.RisCount;
import org.openpeering.insights.ris.RisLive;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** What the operator sees of the feeds of vantages elsewhere. */
@Path("/operator/routing/feeds")
@Produces("application/json")
public class FeedsResource {
    private final CollectorRuntime collector;

    FeedsResource(CollectorRuntime collector) {
        this.collector = collector;
    }

    /**
     * A feed of this instance; counts are since the service started.
     *
     * @param name such as {@code ris}, with which its vantages' names begin
     * @param server where it comes from
     * @param connectedSince absent while there is no connection: another instance may have it
     * @param messages that were read, of whatever kind
     * @param updates those of them that had routes of monitored prefixes
     * @param unreadable those of which nothing could be made
     * @param dropped messages that found no room or were too large
     * @param gaps how often something may have been missed: a lost connection, a burst of drops
     * @param lastGap when the latest of them was noticed
     * @param subscribed subscriptions of this connection
     * @param confirmed those of them that the server has confirmed
     * @param lastError the latest that went wrong, in words
     */
    @RegisterForReflection
    public record FeedView(
            String name,
            String server,
            boolean connected,
            @Nullable Instant connectedSince,
            @Nullable Instant lastMessage,
            long messages,
            long updates,
            long unreadable,
            long dropped,
            long gaps,
            @Nullable Instant lastGap,
            int subscribed,
            int confirmed,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt) {
        static FeedView of(RisLive feed) {
            RisLive.Status status = feed.status();
            return new FeedView(
                    "ris",
                    status.server().toString(),
                    status.connectedSince() != null,
                    status.connectedSince(),
                    status.lastMessage(),
                    sum(
                            feed,
                            RisCount.MESSAGES_UPDATE,
                            RisCount.MESSAGES_PEER_DOWN,
                            RisCount.MESSAGES_ERROR,
                            RisCount.MESSAGES_SUBSCRIBED,
                            RisCount.MESSAGES_OTHER,
                            RisCount.MESSAGES_UNREADABLE,
                            RisCount.MESSAGES_NOT_JSON),
                    sum(feed, RisCount.MESSAGES_UPDATE),
                    sum(feed, RisCount.MESSAGES_UNREADABLE, RisCount.MESSAGES_NOT_JSON),
                    sum(feed, RisCount.MESSAGES_DROPPED_RING_FULL, RisCount.MESSAGES_DROPPED_TOO_LARGE),
                    status.gaps(),
                    status.lastGap(),
                    status.subscribed(),
                    status.confirmed(),
                    status.lastError().isEmpty() ? null : status.lastError(),
                    status.lastErrorAt());
        }

        private static long sum(RisLive feed, RisCount... kinds) {
            long sum = 0;
            for (RisCount kind : kinds) {
                sum += feed.tally().of(kind);
            }
            return sum;
        }
    }

    /** The list, as every list of the API; empty when no feed is configured. */
    @RegisterForReflection
    public record FeedsView(List<FeedView> value) {}

    @GET
    @Documented("The feeds of vantages elsewhere, as this instance sees them.")
    @Requires(Permission.OPERATE)
    public Uni<FeedsView> feeds() {
        return Uni.createFrom()
                .item(() -> new FeedsView(
                        collector.vantages().map(FeedView::of).stream().toList()));
    }
}
