/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.request.Page;
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
     * In the order of addresses.
     *
     * @param after the prefix that the page before ended with; empty: the first page
     * @return empty when there is no such peering
     */
    public Optional<List<UnbilledPrefixView>> list(
            String subscription, ResourceId id, boolean consolidate, String after) {
        return partners.peering(subscription, id).map(peering -> page(peering, consolidate, after));
    }

    private List<UnbilledPrefixView> page(Peering peering, boolean consolidate, String after) {
        List<IpPrefix> announced = repository.announced(
                peering.sessions().stream().map(ConfiguredSession::peerAddress).collect(Collectors.toSet()),
                peering.asn(),
                peering.metro());
        List<IpPrefix> shown = consolidate
                ? Consolidation.of(announced)
                : announced.stream().sorted().toList();
        Optional<IpPrefix> last = after.isEmpty() ? Optional.empty() : Optional.of(IpPrefix.parse(after));
        return shown.stream()
                .filter(prefix -> last.isEmpty() || prefix.compareTo(last.get()) > 0)
                .limit(Page.SIZE + 1L)
                .map(prefix -> new UnbilledPrefixView(
                        prefix.toString(), peering.metro(), peering.asn().value()))
                .toList();
    }
}
