/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.openpeering.prefix.egress.EgressConfig;
import org.openpeering.prefix.webhook.WebhookConfig;

/** A round of the worker: what has come of messages is written down, and others are leased. In its transaction. */
@ApplicationScoped
class DeliveryService {
    private static final Logger LOG = Logger.getLogger(DeliveryService.class);

    /** Webhooks that are looked at in a round. */
    static final int PAGE = 200;

    /** Events in a mail. */
    static final int DIGEST = 200;

    /** How much longer than an attempt a lease is. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final DeliveryRepository repository;
    private final SweepRepository sweeps;
    private final WebhookConfig config;
    private final Shares shares;
    private final Duration lease;

    DeliveryService(DeliveryRepository repository, SweepRepository sweeps, WebhookConfig config, EgressConfig egress) {
        this.repository = repository;
        this.sweeps = sweeps;
        this.config = config;
        this.shares = new Shares(config.inFlightPerSubscription(), config.inFlightPerWebhook());
        this.lease = egress.timeout().plus(MARGIN);
    }

    /**
     * What a round found.
     *
     * @param lagging which of the deliveries that were due are to webhooks that fail or are slow
     * @param reached the last webhook that was looked at; empty: all were
     */
    record Round(List<Leased> leased, Set<Long> lagging, String reached) {
        static Round nothing(String reached) {
            return new Round(List.of(), Set.of(), reached);
        }

        private static Set<Long> lagging(List<Candidate> due) {
            return due.stream().filter(Candidate::lagging).map(Candidate::seq).collect(Collectors.toSet());
        }
    }

    /** Of equal attempts the first counts. */
    Uni<Void> settle(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, List<Attempt>> byWebhook = new TreeMap<>();
        attempts.forEach(attempt -> byWebhook
                .computeIfAbsent(attempt.webhook(), _ -> new ArrayList<>())
                .add(attempt));
        List<Long> failed = attempts.stream()
                .filter(attempt -> attempt.next() == DeliveryState.WAITING)
                .map(Attempt::seq)
                .toList();
        return repository
                .lockReceivers(byWebhook.keySet())
                .map(held -> changed(held, byWebhook))
                .chain(changed -> changed.isEmpty() ? Uni.createFrom().item(0) : repository.store(changed))
                .chain(() -> repository.settle(attempts))
                .chain(() -> failed.isEmpty() ? Uni.createFrom().item(0) : repository.supersede(failed))
                .replaceWithVoid();
    }

    private static List<Receiver> changed(List<Receiver> held, Map<String, List<Attempt>> attempts) {
        List<Receiver> changed = new ArrayList<>();
        for (Receiver before : held) {
            Receiver after = before;
            for (Attempt attempt : attempts.getOrDefault(before.webhook(), List.of())) {
                after = after.after(attempt);
            }
            if (!after.equals(before)) {
                changed.add(after);
            }
        }
        return changed;
    }

    /**
     * @param after the webhook after which to look
     * @param free places in all
     * @param freeForLagging of those for webhooks that fail or are slow
     * @param taken places by subscription
     */
    Uni<Round> lease(String after, int free, int freeForLagging, Map<String, Integer> taken) {
        if (free <= 0) {
            return Uni.createFrom().item(Round.nothing(after));
        }
        return repository.busy(after, PAGE).chain(busy -> {
            String reached = busy.size() < PAGE ? "" : busy.getLast();
            return busy.isEmpty()
                    ? Uni.createFrom().item(Round.nothing(""))
                    : repository
                            .due(busy, config.inFlightPerWebhook())
                            .chain(due -> leased(shares.choose(due, free, taken, freeForLagging))
                                    .map(leased -> new Round(leased, Round.lagging(due), reached)));
        });
    }

    private Uni<List<Leased>> leased(List<Long> chosen) {
        return chosen.isEmpty()
                ? Uni.createFrom().item(List.of())
                : repository
                        .companions(chosen, DIGEST)
                        .map(companions -> Stream.concat(chosen.stream(), companions.stream())
                                .distinct()
                                .toList())
                        .chain(all -> repository.lease(all, lease));
    }

    /** What time does. */
    Uni<Void> sweep() {
        return sweeps.takeBack()
                .chain(sweeps::expire)
                .chain(() -> sweeps.pause(config.pauseAfter()))
                .invoke(paused -> paused.forEach(DeliveryService::tell))
                .chain(sweeps::endPaused)
                .chain(() -> sweeps.crowded(config.waitingPerWebhook()))
                .chain(crowded -> Multi.createFrom()
                        .iterable(crowded)
                        .onItem()
                        .transformToUniAndConcatenate(webhook -> sweeps.endBeyond(webhook, config.waitingPerWebhook()))
                        .collect()
                        .asList())
                .replaceWithVoid();
    }

    private static void tell(String webhook) {
        LOG.warnf(
                "%s is paused: nothing got through to its receiver for too long. What waited is among its dead letters;"
                        + " its owner sees why and sets its state to Active again",
                webhook);
    }

    Uni<Void> purge() {
        return sweeps.purge(config.retention()).replaceWithVoid();
    }
}
