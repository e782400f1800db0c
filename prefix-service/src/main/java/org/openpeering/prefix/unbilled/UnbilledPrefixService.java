/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.partner.PartnerRepository;

/** Lists what is reached over a peering as routers last reported it. */
@ApplicationScoped
public class UnbilledPrefixService {
    private final UnbilledPrefixRepository repository;
    private final PartnerRepository partners;

    UnbilledPrefixService(UnbilledPrefixRepository repository, PartnerRepository partners) {
        this.repository = repository;
        this.partners = partners;
    }

    /**
     * In the order of addresses. All that is announced is put in order for each page, so that is a worker's work.
     *
     * @param after the prefix that the page before ended with; empty: the first page
     * @return null when there is no such peering
     */
    @WithSession
    public Uni<@Nullable List<UnbilledPrefixView>> list(ResourceId id, boolean consolidate, String after) {
        return partners.peering(id.key())
                .chain(peering -> peering == null ? Uni.createFrom().nullItem() : page(peering, consolidate, after));
    }

    private Uni<List<UnbilledPrefixView>> page(Peering peering, boolean consolidate, String after) {
        return routersAt(peering.metro())
                .chain(routers -> repository.announced(
                        peering.sessions().stream()
                                .map(ConfiguredSession::peerAddress)
                                .collect(Collectors.toSet()),
                        peering.asn(),
                        routers))
                .chain(announced -> Transactions.onWorker(() -> page(peering, shown(announced, consolidate), after)));
    }

    private Uni<List<String>> routersAt(String metro) {
        return partners.routers()
                .map(routers -> routers.stream()
                        .filter(router -> router.metro().equalsIgnoreCase(metro))
                        .map(EdgeRouter::name)
                        .toList());
    }

    private static List<IpPrefix> shown(List<IpPrefix> announced, boolean consolidate) {
        return consolidate
                ? Consolidation.of(announced)
                : announced.stream().sorted().toList();
    }

    private static List<UnbilledPrefixView> page(Peering peering, List<IpPrefix> shown, String after) {
        IpPrefix last = after.isEmpty() ? null : IpPrefix.parse(after);
        return shown.stream()
                .filter(prefix -> last == null || prefix.compareTo(last) > 0)
                .limit(Page.SIZE + 1L)
                .map(prefix -> new UnbilledPrefixView(
                        prefix.toString(), peering.metro(), peering.asn().value()))
                .toList();
    }
}
