/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.openpeering.kit.sql.Failures;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.change.Recheck;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.report.VerdictRepository;
import org.openpeering.prefix.report.VerdictRepository.Confirmed;
import org.openpeering.prefix.validation.Judge.JudgedCustomer;

/**
 * Looks at targets of which probably none is judged otherwise. It takes no locks and stores no verdict: the worker judges
 * those that are found once more. What it confirms it confirms only where nothing has changed since it was read.
 */
@ApplicationScoped
class Round implements Recheck {
    private static final Logger LOG = Logger.getLogger(Round.class);

    private final Judge judge;
    private final VerdictRepository verdicts;

    Round(Judge judge, VerdictRepository verdicts) {
        this.judge = judge;
        this.verdicts = verdicts;
    }

    @Override
    public Uni<List<String>> outdated(TargetKind kind, List<String> keys) {
        return Transactions.mandatory()
                .chain(() -> judged(kind, keys))
                .onFailure(failure -> !ofDatabase(failure))
                .recoverWithItem(failure -> unjudged(keys, failure))
                .call(looked -> verdicts.confirm(kind, looked.confirmed()))
                .map(Looked::outdated);
    }

    /** Of a failed statement the transaction does not recover. */
    private static boolean ofDatabase(Throwable failure) {
        return Failures.momentary(failure) || Failures.lasting(failure);
    }

    private Uni<Looked> judged(TargetKind kind, List<String> keys) {
        return switch (kind) {
            case REGISTERED -> judge.registered(keys).map(judged -> Looked.at(judged, Set.of()));
            case CUSTOMER -> judge.customers(keys).map(Looked::at);
        };
    }

    /** One is at fault; the worker finds out which, and sets it aside. */
    private static Looked unjudged(List<String> keys, Throwable failure) {
        LOG.warnf(failure, "%d targets from %s on cannot be judged together", keys.size(), keys.getFirst());
        return new Looked(List.of(), keys);
    }

    /**
     * What was found.
     *
     * @param outdated to be judged once more
     */
    private record Looked(List<Confirmed> confirmed, List<String> outdated) {
        static Looked at(List<JudgedCustomer> judged) {
            Set<String> moving = judged.stream()
                    .map(JudgedCustomer::target)
                    .filter(ValidationRepository.Customer::moving)
                    .map(ValidationRepository.Customer::resourceKey)
                    .collect(Collectors.toSet());
            return at(judged.stream().map(JudgedCustomer::now).toList(), moving);
        }

        /** @param moving to be judged for what else follows from it */
        static Looked at(List<Judged> judged, Set<String> moving) {
            return new Looked(
                    judged.stream()
                            .filter(each -> each.holds() && each.due())
                            .map(Judged::confirmed)
                            .toList(),
                    judged.stream()
                            .filter(each -> !each.holds() || moving.contains(each.key()))
                            .map(Judged::key)
                            .toList());
        }
    }
}
