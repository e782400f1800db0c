/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
import org.openpeering.prefix.evidence.Availability;
import org.openpeering.prefix.validation.RegistryImpact;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.rpki.BlastRadius;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpsl.IrrTable;

/**
 * Puts new data in force, or holds it back: a broken source must not turn a mass of verdicts over (promise U4). What is
 * held waits for the operator; meanwhile the old data stays in force and grows old. A newer state of the same source
 * takes its place, and ends the hold by itself when it does no harm.
 *
 * <p>Time changes what is in force too. A VRP stops counting when it expires ({@link Registries} looks it up by the
 * moment), and what rested on it is judged once more; so is everything when a source gets too old, or current again. What
 * has expired is never held, but when it would turn over as much as is held otherwise, nothing is concluded from that
 * source until it says something new: verdicts are Unknown then, and its next data is held to those that stood.
 *
 * <p>Any number of replicas may run: each follows the source by itself, they share the hold and its decision. Within one
 * the loader lets one arrival or decision be followed at a time; what is in force meanwhile is its own to put back. There
 * from the start, for its meter.
 */
@Startup
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
    /** By which everything was judged, or is about to be. */
    private volatile Map<String, Availability> judgedBy;

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
        this.judgedBy = registries.availabilities(Instant.now());
        Gauge.builder("openpeering.registry.held", this, service -> service.held.size())
                .description("Sources whose new data is held back for the operator to decide")
                .register(meters);
    }

    boolean holds(String source) {
        return held.containsKey(source);
    }

    /** A complete state of the RPKI's data has come. When this fails it has not, and comes again. */
    @WithTransaction
    Uni<Void> arrived(Dataset<RpkiData> data) {
        return Computation.of(() -> candidate(data, Instant.now())).chain(this::considerOther);
    }

    private Candidate candidate(Dataset<RpkiData> data, Instant now) {
        RpkiData old = usable(registries.state(), now);
        String digest = data.value().inForce(now).digest();
        return new Candidate(
                data.source(),
                data.version(),
                digest,
                state -> state.with(data),
                state -> touched(usable(state, Instant.now()), data.value()),
                old != null && digest.equals(old.digest()),
                old == null);
    }

    /** What is concluded from; null: nothing, so anything may turn verdicts over that stood before. */
    private @Nullable RpkiData usable(Registries.State state, Instant now) {
        Dataset<RpkiData> data = state.rpki();
        return data == null || registries.rpkiAvailability(state, now) == Availability.STALE
                ? null
                : data.value().inForce(now);
    }

    private static Predicate<IpPrefix> touched(@Nullable RpkiData old, RpkiData data) {
        return old == null ? _ -> true : BlastRadius.touched(old, data.inForce(Instant.now()));
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
                data.source(),
                data.version(),
                data.version(),
                state -> state.withIrr(data),
                _ -> _ -> true,
                false,
                true));
    }

    private Uni<Void> consider(Candidate candidate) {
        return touched(candidate)
                .chain(touched -> weighed(candidate.change(), touched)
                        .chain(weight -> weight.exceeded()
                                ? holdUndiscarded(candidate, weight)
                                : supersede(candidate.source()).chain(() -> accept(candidate, touched))));
    }

    private Uni<Predicate<IpPrefix>> touched(Candidate candidate) {
        return Computation.of(() -> candidate.touched().apply(registries.state()));
    }

    /** How much a change would turn over. */
    private record Weight(int flips, int prefixes, boolean exceeded) {}

    private Uni<Weight> weighed(UnaryOperator<Registries.State> change, Predicate<IpPrefix> touched) {
        return repository
                .count()
                .chain(prefixes -> impact.turnedOver(registries.after(change), touched)
                        .map(Set::size)
                        .map(flips -> new Weight(flips, prefixes, guard.exceeded(flips, prefixes))));
    }

    private Uni<Void> accept(Candidate candidate, Predicate<IpPrefix> touched) {
        registries.change(candidate.change());
        return candidate.everything() ? changes.addRound() : judgeAgain(touched);
    }

    /** The verdicts follow within a second: their validations are queued behind nothing but other changes. */
    private Uni<Void> judgeAgain(Predicate<IpPrefix> touched) {
        return repository
                .prefixes()
                .chain(prefixes -> Computation.of(() -> prefixes.stream()
                        .filter(touched)
                        .map(IpPrefix::toString)
                        .toList()))
                .chain(revalidation::enqueuePrefixes);
    }

    /** Whether time alone has changed what is concluded, and {@link #age} has something to do. */
    boolean aged(Instant now) {
        return partlyExpired(now) || turned(registries.availabilities(now));
    }

    private boolean partlyExpired(Instant now) {
        Dataset<RpkiData> data = registries.state().rpki();
        Instant first = data == null ? null : data.value().firstExpiry();
        return first != null && first.isBefore(now);
    }

    /** Whether a source has become too old, or is not any more. Other changes come with data, which is followed. */
    private boolean turned(Map<String, Availability> now) {
        Map<String, Availability> before = judgedBy;
        return now.entrySet().stream()
                .anyMatch(source -> (source.getValue() == Availability.STALE)
                        != (before.get(source.getKey()) == Availability.STALE));
    }

    /** Follows what time has done. When this fails it is done again. */
    @WithTransaction
    Uni<Void> age(Instant now) {
        Dataset<RpkiData> data = registries.state().rpki();
        Uni<Void> expired = data != null && partlyExpired(now)
                ? expire(data, now)
                : Uni.createFrom().voidItem();
        return expired.chain(() -> followAvailability(registries.availabilities(now)));
    }

    private Uni<Void> expire(Dataset<RpkiData> data, Instant now) {
        return Computation.of(() -> data.with(data.value().inForce(now)))
                .chain(left -> registries.rpkiAvailability(now) == Availability.STALE
                        ? Uni.createFrom().voidItem().invoke(() -> registries.change(state -> state.with(left)))
                        : judgeWithout(data, left, now));
    }

    private Uni<Void> judgeWithout(Dataset<RpkiData> data, Dataset<RpkiData> left, Instant now) {
        return Computation.of(() -> BlastRadius.touched(data.value(), left.value()))
                .chain(touched -> weighed(state -> state.with(left), touched)
                        .invoke(weight -> registries.change(state -> state.with(doubted(left, weight, now))))
                        .chain(() -> judgeAgain(touched)));
    }

    /** So much ends at once only where nobody renewed it: the source is not what it was. */
    private static Dataset<RpkiData> doubted(Dataset<RpkiData> left, Weight weight, Instant now) {
        if (!weight.exceeded()) {
            return left;
        }
        LOG.errorf(
                "ALARM: what expired in the registry data %s of %s would turn %d of %d prefixes over;"
                        + " nothing is concluded from it until there is newer data",
                left.version(), left.source(), weight.flips(), weight.prefixes());
        return left.until(now);
    }

    private Uni<Void> followAvailability(Map<String, Availability> now) {
        if (!turned(now)) {
            return Uni.createFrom().voidItem();
        }
        Transactions.afterCommit(() -> judgedBy = now);
        return changes.addRound();
    }

    private Uni<Void> holdUndiscarded(Candidate candidate, Weight weight) {
        return repository
                .discarded(candidate.source(), candidate.digest())
                .chain(discarded -> discarded
                        ? Uni.createFrom().voidItem()
                        : repository
                                .hold(UUID.randomUUID().toString(), candidate, weight.flips(), weight.prefixes())
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
                ? touched(waiting.candidate()).chain(touched -> accept(waiting.candidate(), touched))
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
