/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.openpeering.kit.bridge.DatabaseException;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.prefix.change.Recheck;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.report.VerdictRepository;

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
    @Transacted(mandatory = true)
    public List<String> outdated(TargetKind kind, List<String> keys) {
        try {
            return switch (kind) {
                case REGISTERED -> outdated(kind, judge.registered(keys), Set.of());
                case CUSTOMER -> customers(keys);
            };
        } catch (DatabaseException e) {
            throw e;
        } catch (RuntimeException e) {
            // One is at fault; the worker finds out which, and sets it aside.
            LOG.warnf(e, "%d targets from %s on cannot be judged together", keys.size(), keys.getFirst());
            return keys;
        }
    }

    private List<String> customers(List<String> keys) {
        Judge.Customers found = judge.customers(keys);
        Set<String> moving = found.targets().stream()
                .filter(target -> target.replaces() || target.nextPrimary() != null)
                .map(ValidationRepository.Customer::resourceKey)
                .collect(Collectors.toSet());
        return outdated(TargetKind.CUSTOMER, found.judged(), moving);
    }

    /** @param moving to be judged for what else follows from it */
    private List<String> outdated(TargetKind kind, List<Judged> judged, Set<String> moving) {
        verdicts.confirm(
                kind,
                judged.stream()
                        .filter(each -> each.holds() && each.due())
                        .map(Judged::confirmed)
                        .toList());
        return judged.stream()
                .filter(each -> !each.holds() || moving.contains(each.key()))
                .map(Judged::key)
                .toList();
    }
}
