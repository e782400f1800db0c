/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.validation.RegistryImpact;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpsl.IrrTable;

/**
 * Puts new data in force, or holds it back: a broken source must not turn a mass of verdicts over (promise U4). What is
 * held waits for the operator; meanwhile the old data stays in force and grows old. A newer state of the same source
 * takes its place, and ends the hold by itself when it does no harm.
 *
 * <p>Any number of replicas may run: each follows the source by itself, they share the hold and its decision. Within one
 * the loader lets one arrival or decision be followed at a time; what is in force meanwhile is its own to put back.
 */
@ApplicationScoped
public class RegistryService {
    private static final Logger LOG = Logger.getLogger(RegistryService.class);

    private final RegistryRepository repository;
    private final Registries registries;
    private final RevalidationRepository revalidation;
    private final ChangeRepository changes;
    private final RegistryImpact impact;
    private final BlastRadius guard;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private record Held(String id, Candidate candidate) {}

    RegistryService(
            RegistryRepository repository,
            Registries registries,
            RevalidationRepository revalidation,
            ChangeRepository changes,
            RegistryImpact impact,
            RpkiConfig config,
            MeterRegistry meters) {
        this.repository = repository;
        this.registries = registries;
        this.revalidation = revalidation;
        this.changes = changes;
        this.impact = impact;
        this.guard = new BlastRadius(config.guardLeast(), config.guardPrefixes(), config.guardPercent());
        Gauge.builder("openpeering.registry.held", this, service -> service.held.size())
                .description("sources whose new data is held back for the operator to decide")
                .register(meters);
    }

    boolean holds(String source) {
        return held.containsKey(source);
    }

    /** A complete state of the RPKI's data has come. When this fails it has not, and comes again. */
    @WithTransaction
    Uni<Void> arrived(Dataset<RpkiData> data) {
        return Computation.of(() -> candidate(registries.state().rpki(), data)).chain(this::considerOther);
    }

    private static Candidate candidate(@Nullable Dataset<RpkiData> old, Dataset<RpkiData> data) {
        String digest = data.value().digest();
        boolean same = old != null && digest.equals(old.value().digest());
        return new Candidate(
                data.source(),
                data.version(),
                digest,
                state -> state.with(data),
                same ? _ -> false : touched(old, data),
                same,
                old == null);
    }

    private static Predicate<IpPrefix> touched(@Nullable Dataset<RpkiData> old, Dataset<RpkiData> data) {
        return old == null ? _ -> true : BlastRadius.touched(old.value(), data.value());
    }

    /** What is not other than what is in force has nothing follow from it. */
    private Uni<Void> considerOther(Candidate candidate) {
        return candidate.same()
                ? supersede(candidate.source()).invoke(() -> registries.change(candidate.change()))
                : consider(candidate);
    }

    /** A dump has been read. The same holds. */
    @WithTransaction
    Uni<Void> arrivedIrr(Dataset<IrrTable> data) {
        return consider(new Candidate(
                data.source(), data.version(), data.version(), state -> state.withIrr(data), _ -> true, false, true));
    }

    private Uni<Void> consider(Candidate candidate) {
        return repository
                .count()
                .chain(prefixes -> impact.turnedOver(registries.after(candidate.change()), candidate.touched())
                        .map(Set::size)
                        .chain(flips -> guard.exceeded(flips, prefixes)
                                ? holdUndiscarded(candidate, flips, prefixes)
                                : supersede(candidate.source()).chain(() -> accept(candidate))));
    }

    /** The verdicts follow within a second: their validations are queued behind nothing but other changes. */
    private Uni<Void> accept(Candidate candidate) {
        registries.change(candidate.change());
        return candidate.everything()
                ? changes.addRound()
                : repository
                        .prefixes()
                        .chain(prefixes -> Computation.of(() -> prefixes.stream()
                                .filter(candidate.touched())
                                .map(IpPrefix::toString)
                                .toList()))
                        .chain(revalidation::enqueuePrefixes);
    }

    private Uni<Void> holdUndiscarded(Candidate candidate, int flips, int prefixes) {
        return repository
                .discarded(candidate.source(), candidate.digest())
                .chain(discarded -> discarded
                        ? Uni.createFrom().voidItem()
                        : repository
                                .hold(UUID.randomUUID().toString(), candidate, flips, prefixes)
                                .invoke(hold -> hold(candidate, hold))
                                .replaceWithVoid());
    }

    private void hold(Candidate candidate, HoldView hold) {
        Held before = held.put(candidate.source(), new Held(hold.id(), candidate));
        if (before == null || !before.id().equals(hold.id())) {
            LOG.errorf(
                    "ALARM: registry data %s of %s is held back, for it would turn %d of %d prefixes over;"
                            + " decide at /operator/registries/held/%s",
                    candidate.version(), candidate.source(), hold.flips(), hold.prefixes(), hold.id());
        }
    }

    private Uni<Void> supersede(String source) {
        Held waiting = held.remove(source);
        return waiting == null
                ? Uni.createFrom().voidItem()
                : repository
                        .decide(waiting.id(), Decision.SUPERSEDED, "system", "newer data needs no decision")
                        .replaceWithVoid();
    }

    /** Follows decisions that were made here or at another replica. A hold that can't be seen yet is not decided. */
    @WithTransaction
    Uni<Void> follow() {
        return Multi.createFrom()
                .iterable(List.copyOf(held.values()))
                .onItem()
                .transformToUniAndConcatenate(waiting -> repository
                        .find(waiting.id())
                        .chain(hold -> hold == null || hold.decision() == null
                                ? Uni.createFrom().voidItem()
                                : end(waiting, hold.decision())))
                .onItem()
                .ignoreAsUni();
    }

    /** What is released is held until it is committed that it has to be validated by. */
    private Uni<Void> end(Held waiting, String decision) {
        Transactions.afterCommit(() -> held.remove(waiting.candidate().source(), waiting));
        return decision.equals(Decision.RELEASED.wire())
                ? accept(waiting.candidate())
                : Uni.createFrom().voidItem();
    }

    @WithSession
    Uni<List<HoldView>> list() {
        return repository.list();
    }

    /** The loaders of every replica follow it; see {@link #follow}. */
    @WithTransaction
    Uni<Outcome<HoldView>> decide(String id, Decision decision, Preconditions conditions, String actor, String reason) {
        return find(id).invoke(hold -> conditions.require(OptionalLong.of(hold.revision())))
                .call(() -> decideOnce(id, decision, actor, reason))
                .chain(() -> find(id))
                .invoke(() -> LOG.infof("%s: %s by %s: %s", id, decision.wire(), actor, reason))
                .<Outcome<HoldView>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<HoldView> find(String id) {
        return repository
                .find(id)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(
                        ApiError.at(ErrorCode.RESOURCE_NOT_FOUND, "id", "Nothing is held under '" + id + "'.")));
    }

    private Uni<Void> decideOnce(String id, Decision decision, String actor, String reason) {
        return repository
                .decide(id, decision, actor, reason)
                .invoke(decided -> {
                    if (!decided) {
                        throw new Refusal(ApiError.at(ErrorCode.CONFLICT, "id", "It is decided already."));
                    }
                })
                .replaceWithVoid();
    }
}
