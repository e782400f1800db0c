/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.prefix.change.Change;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.Recheck;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.change.Sweep;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.monitored.FollowUpRepository.Affected;

/**
 * Does what follows from changes: computes what is monitored, and queues validations. In small transactions, so that a
 * change of a hundred thousand prefixes stands in nobody's way, least of all a change of one. Any number of replicas may.
 */
@ApplicationScoped
public class FollowUpService {
    private static final int SMALL = 256;
    private static final int CHUNK = 500;
    /** Changes that concern nobody yet, in one transaction. */
    private static final int IDLE = 64;

    private final ChangeRepository changes;
    private final FollowUpRepository repository;
    private final MonitoredPrefixService monitored;
    private final RevalidationRepository revalidation;
    private final List<PeeringChild> children;
    private final List<Completion> completions;
    private final List<Sweep> sweeps;
    private final Recheck recheck;

    FollowUpService(
            ChangeRepository changes,
            FollowUpRepository repository,
            MonitoredPrefixService monitored,
            RevalidationRepository revalidation,
            @All List<PeeringChild> children,
            @All List<Completion> completions,
            @All List<Sweep> sweeps,
            Recheck recheck) {
        this.changes = changes;
        this.repository = repository;
        this.monitored = monitored;
        this.revalidation = revalidation;
        this.children = children;
        this.completions = completions;
        this.sweeps = sweeps;
        this.recheck = recheck;
    }

    /** The first changes of one prefix each; how many there were. */
    @Transacted
    public int small() {
        List<Change> taken = changes.takeSmall(SMALL);
        monitored.changed(taken.stream()
                .filter(change -> change.kind().monitored())
                .map(Change::subject)
                .collect(Collectors.toSet()));
        revalidation.enqueuePrefixes(taken.stream().map(Change::subject).collect(Collectors.toSet()));
        return taken.size();
    }

    /** A part of the first change of many, with those before it that concern nobody; false when there is none. */
    @Transacted
    public boolean large() {
        for (int done = 0; done < IDLE; done++) {
            Optional<Change> first = changes.lockLarge();
            if (first.isEmpty()) {
                return done > 0;
            }
            if (followUp(first.get())) {
                return true;
            }
        }
        return true;
    }

    /** What is due by now. */
    @Transacted
    public void sweep() {
        sweeps.forEach(sweep -> Work.await(sweep::sweep));
    }

    /** Whether it concerned anything. */
    private boolean followUp(Change change) {
        if (change.kind() == ChangeKind.PEERING_GONE
                && children.stream()
                        .anyMatch(child -> child.dropUnder(change.subject(), Long.parseLong(change.detail()), CHUNK))) {
            return true;
        }
        List<Completion> due = completions.stream()
                .filter(completion -> completion.kind() == change.kind())
                .toList();
        due.forEach(completion -> Work.await(() -> completion.complete(change.subject())));
        List<Affected> affected = repository.next(change, CHUNK);
        if (change.kind().monitored()) {
            revalidation.enqueuePrefixes(monitored.changed(affected.stream()
                    .filter(Affected::watched)
                    .map(Affected::prefix)
                    .collect(Collectors.toSet())));
        }
        for (TargetKind kind : TargetKind.values()) {
            List<String> keys = affected.stream()
                    .filter(one -> one.kind() == kind)
                    .map(Affected::key)
                    .toList();
            // Of everything hardly anything is judged otherwise: the queue need not hold the rest.
            revalidation.enqueue(
                    kind,
                    change.kind() == ChangeKind.EVERYTHING && !keys.isEmpty() ? recheck.outdated(kind, keys) : keys,
                    change.priority());
        }
        if (affected.size() < CHUNK) {
            changes.remove(change);
        } else {
            changes.advance(change, affected.getLast().key());
        }
        return !affected.isEmpty() || !due.isEmpty();
    }
}
