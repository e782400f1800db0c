/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.partner.PartnerFacts.Wanted;

/**
 * Reads what a batch refers to: one statement for each kind of object, however many targets there are, and none for a kind
 * that nobody asked for. Of the network: a batch has targets of every subscription.
 */
@ApplicationScoped
public class PartnerFactsRepository {
    private static final String BODIES = "select body::text as body from replica where body is not null and topic = ";

    private final Statements statements;

    PartnerFactsRepository(Statements statements) {
        this.statements = statements;
    }

    /** What was read so far. */
    private record Read(List<Peering> named, List<Provider> providers, List<Peering> peerings, List<PeerAsn> approved) {
        PartnerFacts facts() {
            return new PartnerFacts(named, providers, peerings, approved);
        }
    }

    public Uni<PartnerFacts> read(Wanted wanted) {
        return providers(wanted.providers())
                .map(providers -> new Read(List.of(), providers, List.of(), List.of()))
                .chain(read -> peeringsWith(asns(read.providers()))
                        .map(peerings -> new Read(List.of(), read.providers(), peerings, List.of())))
                .chain(read -> peerings(wanted.peerings())
                        .map(named -> new Read(named, read.providers(), read.peerings(), List.of())))
                .chain(read -> approved(wanted.subscriptions())
                        .map(approved -> new Read(read.named(), read.providers(), read.peerings(), approved)))
                .map(Read::facts);
    }

    public Uni<List<EdgeRouter>> routers() {
        return list(statements.of(BODIES + "'edge-routers' order by message_key"), EdgeRouter.class);
    }

    /** Approved numbers that are not public ones: there are some in a lab only. */
    public Uni<Set<Asn>> approvedReservedAsns() {
        return list(statements.of(BODIES + "'peer-asns' order by message_key"), PeerAsn.class)
                .map(all -> all.stream()
                        .filter(PartnerFactsRepository::isApproved)
                        .map(PeerAsn::asn)
                        .filter(asn -> asn.use() != Asn.Use.PUBLIC)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private Uni<List<Provider>> providers(Collection<String> keys) {
        return keys.isEmpty()
                ? none()
                : list(
                        statements
                                .of(BODIES + "'providers' and message_key = any(:keys)")
                                .set("keys", keys),
                        Provider.class);
    }

    private static Set<Asn> asns(List<Provider> providers) {
        return providers.stream().flatMap(provider -> provider.asns().stream()).collect(Collectors.toSet());
    }

    private Uni<List<Peering>> peeringsWith(Collection<Asn> asns) {
        return asns.isEmpty()
                ? none()
                : list(
                        statements
                                .of(BODIES
                                        + "'peerings' and (body ->> 'asn')::bigint = any(:asns) order by message_key")
                                .set("asns", asns.stream().map(Asn::value).toList()),
                        Peering.class);
    }

    private Uni<List<Peering>> peerings(Collection<String> keys) {
        return keys.isEmpty()
                ? none()
                : list(
                        statements
                                .of(BODIES + "'peerings' and message_key = any(:keys)")
                                .set("keys", keys),
                        Peering.class);
    }

    private Uni<List<PeerAsn>> approved(Collection<Subscription> subscriptions) {
        return subscriptions.isEmpty()
                ? none()
                : list(
                                statements
                                        .of(BODIES + "'peer-asns' and split_part(message_key, '/', 3) = any(:keys)"
                                                + " order by message_key")
                                        .set("keys", subscriptions),
                                PeerAsn.class)
                        .map(all -> all.stream()
                                .filter(PartnerFactsRepository::isApproved)
                                .toList());
    }

    private static boolean isApproved(PeerAsn association) {
        return association.validationState() == ValidationState.APPROVED;
    }

    private static <T> Uni<List<T>> list(Statement statement, Class<T> type) {
        return statement.list(row -> row).chain(Computation.each((Row row) -> row.json("body", type)));
    }

    private static <T> Uni<List<T>> none() {
        return Uni.createFrom().item(List.of());
    }
}
