/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.monitored.MonitoredPrefixRepository.Held;
import org.openpeering.prefix.partner.PartnerFactsRepository;

/**
 * Keeps the topic {@code monitored-prefixes} equal to what is registered and claimed.
 *
 * <p>A record's row is locked before anything is read that it follows from. So of two that compute it at the same time
 * the second reads when the first has committed, and what is said last follows from everything (promise D3). Nothing is
 * said when nothing but the revision would differ.
 */
@ApplicationScoped
public class MonitoredPrefixService {
    private final MonitoredPrefixRepository repository;
    private final PartnerFactsRepository partners;
    private final Outbox outbox;

    MonitoredPrefixService(MonitoredPrefixRepository repository, PartnerFactsRepository partners, Outbox outbox) {
        this.repository = repository;
        this.partners = partners;
        this.outbox = outbox;
    }

    /**
     * Computes the records of the prefixes again, in the caller's transaction; one that nothing follows to is taken back.
     *
     * @return those that say something else now
     */
    public Uni<Set<String>> changed(Collection<String> prefixes) {
        return prefixes.isEmpty() ? Uni.createFrom().item(Set.of()) : computed(prefixes);
    }

    private Uni<Set<String>> computed(Collection<String> prefixes) {
        return Transactions.mandatory()
                .chain(() -> repository.lock(prefixes))
                .chain(locked -> inputs(prefixes, locked))
                .chain(inputs -> repository.holders(prefixes).map(inputs::heldBy))
                .chain(inputs -> Computation.of(inputs::renewal))
                .call(renewal -> say(renewal.different()))
                .call(renewal -> takeBack(renewal.gone()))
                .map(renewal ->
                        renewal.different().stream().map(MonitoredPrefix::key).collect(Collectors.toSet()));
    }

    /** What follows from the registration of a customer prefix now, in the caller's session. */
    public Uni<Implied> implied(ResourceId id, IpPrefix prefix) {
        return inputs(List.of(prefix.toString()), List.of()).map(inputs -> inputs.implied(id.key()));
    }

    private Uni<MonitoredPrefixInputs> inputs(Collection<String> prefixes, List<Held> locked) {
        return repository
                .registered(prefixes)
                .map(registered -> MonitoredPrefixInputs.of(locked, registered))
                .chain(inputs -> repository.claims(prefixes).map(inputs::claimed))
                .chain(inputs -> partners.read(inputs.wanted()).map(inputs::knowing));
    }

    private Uni<Void> say(List<MonitoredPrefix> different) {
        return different.isEmpty()
                ? Uni.createFrom().voidItem()
                : outbox.nextRevisions(different.size())
                        .map(revisions -> revised(different, revisions))
                        .call(repository::say)
                        .chain(said -> outbox.changed(Topic.MONITORED_PREFIXES, said));
    }

    private static List<MonitoredPrefix> revised(List<MonitoredPrefix> plans, List<Long> revisions) {
        List<MonitoredPrefix> said = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            MonitoredPrefix plan = plans.get(i);
            said.add(new MonitoredPrefix(
                    plan.prefix(),
                    revisions.get(i),
                    plan.legalOrigins(),
                    plan.sessions(),
                    plan.policy(),
                    plan.probeTargets(),
                    plan.holders(),
                    plan.serviceLocation()));
        }
        return said;
    }

    private Uni<Void> takeBack(List<Held> gone) {
        return Multi.createFrom()
                .iterable(gone)
                .filter(held -> held.said() != null)
                .onItem()
                .transformToUniAndConcatenate(held -> outbox.nextRevision()
                        .chain(revision -> outbox.deleted(
                                Topic.MONITORED_PREFIXES, held.prefix().toString(), revision)))
                .onItem()
                .ignoreAsUni()
                .chain(() -> repository.delete(
                        gone.stream().map(held -> held.prefix().toString()).toList()));
    }
}
