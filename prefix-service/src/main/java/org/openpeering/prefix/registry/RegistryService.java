/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.arm.Outcome;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.RevalidationRepository;
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
    private final BlastRadius guard;
    private volatile @Nullable Held held;

    private record Held(String id, Candidate candidate) {}

    RegistryService(
            RegistryRepository repository,
            Registries registries,
            RevalidationRepository revalidation,
            ChangeRepository changes,
            RpkiConfig config,
            MeterRegistry meters) {
        this.repository = repository;
        this.registries = registries;
        this.revalidation = revalidation;
        this.changes = changes;
        this.guard = new BlastRadius(config.guardLeast(), config.guardPrefixes(), config.guardPercent());
        Gauge.builder("openpeering.registry.held", this, service -> service.holds() ? 1 : 0)
                .description("1 while new RPKI data is held back for the operator to decide")
                .register(meters);
    }

    boolean holds() {
        return held != null;
    }

    /** A complete state of the RPKI's data has come. When this fails it has not, and comes again. */
    @Transactional
    public synchronized void arrived(Dataset<RpkiData> data) {
        Dataset<RpkiData> old = registries.state().rpki();
        if (old == null) {
            registries.rpki(data);
            changes.addRound();
            return;
        }
        String digest = data.value().digest();
        if (digest.equals(old.value().digest())) {
            supersede();
            registries.rpki(data);
            return;
        }
        Candidate candidate = candidate(old.value(), data, digest);
        if (!guard.exceeded(candidate.flips(), candidate.prefixes())) {
            supersede();
            accept(candidate);
        } else if (!repository.discarded(data.source(), digest)) {
            hold(candidate);
        }
    }

    private Candidate candidate(RpkiData old, Dataset<RpkiData> data, String digest) {
        Predicate<IpPrefix> touched = BlastRadius.touched(old, data.value());
        List<IpPrefix> all = repository.prefixes();
        List<IpPrefix> affected = all.stream().filter(touched).toList();
        int flips = BlastRadius.flips(old, data.value(), repository.routes(affected));
        return new Candidate(data, digest, affected, flips, all.size());
    }

    /** The verdicts follow within a second: their validations are queued behind nothing but other changes. */
    private void accept(Candidate candidate) {
        registries.rpki(candidate.data());
        revalidation.enqueuePrefixes(
                candidate.affected().stream().map(IpPrefix::toString).toList());
    }

    private void hold(Candidate candidate) {
        Held before = held;
        HoldView hold = repository.hold(UUID.randomUUID().toString(), candidate);
        held = new Held(hold.id(), candidate);
        if (before == null || !before.id().equals(hold.id())) {
            LOG.errorf(
                    "ALARM: RPKI data %s of %s is held back, for it would turn %d of %d prefixes over;"
                            + " decide at /operator/registries/held/%s",
                    candidate.data().version(),
                    candidate.data().source(),
                    candidate.flips(),
                    candidate.prefixes(),
                    hold.id());
        }
    }

    private void supersede() {
        Held waiting = held;
        if (waiting != null) {
            repository.decide(waiting.id(), SUPERSEDED, "system", "newer data needs no decision");
            held = null;
        }
    }

    /** Follows a decision that was made here or at another replica. A hold that can't be seen yet is not decided. */
    @Transactional
    public synchronized void follow() {
        Held waiting = held;
        if (waiting == null) {
            return;
        }
        repository.find(waiting.id()).map(HoldView::decision).ifPresent(decision -> {
            held = null;
            if (decision.equals(RELEASED)) {
                accept(waiting.candidate());
            }
        });
    }

    /** A dump has been read. */
    @Transactional
    public void arrivedIrr(Dataset<IrrTable> data) {
        registries.irr(data);
        changes.addRound();
    }

    List<HoldView> list() {
        return repository.list();
    }

    @Transactional
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
