/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.Outcome;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.registry.Registries.State;
import org.openpeering.prefix.validation.RegistryImpact;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpsl.IrrTable;

/**
 * Puts new data in force, or holds it back: a broken source must not turn a mass of verdicts over (promise U4). What is
 * held waits for the operator; meanwhile the old data stays in force and grows old. A newer state of the same source
 * takes its place, and ends the hold by itself when it does no harm.
 *
 * <p>Any number of replicas may run: each follows the source by itself, they share the hold and its decision.
 */
@ApplicationScoped
public class RegistryService {
    private static final Logger LOG = Logger.getLogger(RegistryService.class);
    private static final String RELEASED = "Released";
    private static final String DISCARDED = "Discarded";
    private static final String SUPERSEDED = "Superseded";

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
    @Transacted
    public synchronized void arrived(Dataset<RpkiData> data) {
        Dataset<RpkiData> old = registries.state().rpki();
        String digest = data.value().digest();
        UnaryOperator<State> change = state -> state.with(data);
        if (old != null && digest.equals(old.value().digest())) {
            supersede(data.source());
            registries.change(change);
        } else {
            Predicate<IpPrefix> touched = old == null ? _ -> true : BlastRadius.touched(old.value(), data.value());
            consider(new Candidate(data.source(), data.version(), digest, change, touched, old == null));
        }
    }

    /** A dump has been read. The same holds. */
    @Transacted
    public synchronized void arrivedIrr(Dataset<IrrTable> data) {
        UnaryOperator<State> change = state -> state.withIrr(data);
        consider(new Candidate(data.source(), data.version(), data.version(), change, _ -> true, true));
    }

    private void consider(Candidate candidate) {
        int prefixes = repository.prefixes().size();
        int flips = impact.turnedOver(registries.after(candidate.change()), candidate.touched())
                .size();
        if (!guard.exceeded(flips, prefixes)) {
            supersede(candidate.source());
            accept(candidate);
        } else if (!repository.discarded(candidate.source(), candidate.digest())) {
            hold(candidate, flips, prefixes);
        }
    }

    /** The verdicts follow within a second: their validations are queued behind nothing but other changes. */
    private void accept(Candidate candidate) {
        registries.change(candidate.change());
        if (candidate.everything()) {
            changes.addRound();
        } else {
            revalidation.enqueuePrefixes(repository.prefixes().stream()
                    .filter(candidate.touched())
                    .map(IpPrefix::toString)
                    .toList());
        }
    }

    private void hold(Candidate candidate, int flips, int prefixes) {
        Held before = held.get(candidate.source());
        HoldView hold = repository.hold(UUID.randomUUID().toString(), candidate, flips, prefixes);
        held.put(candidate.source(), new Held(hold.id(), candidate));
        if (before == null || !before.id().equals(hold.id())) {
            LOG.errorf(
                    "ALARM: registry data %s of %s is held back, for it would turn %d of %d prefixes over;"
                            + " decide at /operator/registries/held/%s",
                    candidate.version(), candidate.source(), flips, prefixes, hold.id());
        }
    }

    private void supersede(String source) {
        Held waiting = held.remove(source);
        if (waiting != null) {
            repository.decide(waiting.id(), SUPERSEDED, "system", "newer data needs no decision");
        }
    }

    /** Follows decisions that were made here or at another replica. A hold that can't be seen yet is not decided. */
    @Transacted
    public synchronized void follow() {
        for (Held waiting : List.copyOf(held.values())) {
            repository.find(waiting.id()).map(HoldView::decision).ifPresent(decision -> {
                held.remove(waiting.candidate().source());
                if (decision.equals(RELEASED)) {
                    accept(waiting.candidate());
                }
            });
        }
    }

    List<HoldView> list() {
        return repository.list();
    }

    @Transacted
    public Outcome<HoldView> decide(String id, boolean release, String actor, String reason) {
        Optional<HoldView> found = repository.find(id);
        if (found.isEmpty()) {
            return new Outcome.Refused<>(
                    ApiError.at(ErrorCode.RESOURCE_NOT_FOUND, "id", "Nothing is held under '" + id + "'."));
        }
        if (!repository.decide(id, release ? RELEASED : DISCARDED, actor, reason)) {
            return new Outcome.Refused<>(ApiError.at(ErrorCode.CONFLICT, "id", "It is decided already."));
        }
        LOG.infof("%s: %s by %s: %s", id, release ? RELEASED : DISCARDED, actor, reason);
        return new Outcome.Found<>(repository.find(id).orElseThrow());
    }
}
