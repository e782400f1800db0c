/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.insights.bmp.Refusal;
import org.openpeering.insights.bmp.Refusals;
import org.openpeering.insights.collector.PeerStatus;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** What the operator sees of the edge routers' BMP streams. */
@Path("/operator/routing")
@Produces("application/json")
public class RoutersResource {
    private final CollectorRuntime collector;

    RoutersResource(CollectorRuntime collector) {
        this.collector = collector;
    }

    /**
     * One BGP session of an edge router, in one view.
     *
     * @param session tells it from all others
     * @param judged its routes are watched; those of other tables and views are kept and shown, and raise nothing
     * @param connected false while the router's BMP connection is lost and its grace time runs
     * @param doubtful something of it could not be read or held: absence from it is no fact until the router sends it anew
     * @param routes held of it
     * @param source the router's address from which it is connected; absent where a proxy stands between
     */
    @RegisterForReflection
    public record PeerView(
            String session,
            String router,
            IpAddress peerAddress,
            Asn peerAsn,
            IpAddress localAddress,
            RibView view,
            boolean judged,
            boolean connected,
            boolean resyncing,
            boolean doubtful,
            int routes,
            @Nullable IpAddress source) {
        static PeerView of(PeerStatus status) {
            return new PeerView(
                    status.session().id().toString(),
                    status.session().id().router(),
                    status.session().id().address(),
                    status.session().peerAsn(),
                    status.session().localAddress(),
                    status.session().id().view(),
                    status.judged(),
                    status.connected(),
                    status.resyncing(),
                    status.doubtful(),
                    status.routes(),
                    status.session().source().orElse(null));
        }
    }

    /** The list, as every list of the API. */
    @RegisterForReflection
    public record PeersView(List<PeerView> value) {}

    /**
     * Connections to the BMP port that were refused, from one source for one reason.
     *
     * @param router as the last of them named itself; absent when none did
     * @param count since the service started
     */
    @RegisterForReflection
    public record RefusalView(
            IpAddress source,
            Refusal reason,
            @Nullable String router,
            long count,
            Instant firstSeen,
            Instant lastSeen) {
        static RefusalView of(Refusals.Entry entry) {
            return new RefusalView(
                    IpAddress.of(entry.source().getAddress()),
                    entry.reason(),
                    entry.router().isEmpty() ? null : entry.router(),
                    entry.count(),
                    entry.firstSeen(),
                    entry.lastSeen());
        }
    }

    /** The latest first, at most a thousand: a list without pages. */
    @RegisterForReflection
    public record RefusalsView(List<RefusalView> value) {}

    @GET
    @Path("sessions")
    @Documented("The BGP sessions that edge routers report.")
    @Requires(Permission.OPERATE)
    public Uni<PeersView> sessions() {
        // Not on the event loop: who looks waits while the collector changes something, such as all routes of a peer.
        return Uni.createFrom().item(this::view).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @GET
    @Path("refusals")
    @Documented("Connections to the BMP port that were refused, and why.")
    @Requires(Permission.OPERATE)
    public Uni<RefusalsView> refusals() {
        return Uni.createFrom()
                .item(() -> new RefusalsView(
                        collector.refusals().stream().map(RefusalView::of).toList()));
    }

    private PeersView view() {
        return new PeersView(collector.peers().stream()
                .sorted(Comparator.comparing(status -> status.session().id()))
                .map(PeerView::of)
                .toList());
    }
}
