/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.ScheduledRound;
import org.openpeering.kit.wake.Signal;
import org.openpeering.kit.wake.Wakes;
import org.openpeering.kit.wake.Worker;
import org.openpeering.kit.wake.Worker.Found;
import org.openpeering.prefix.delivery.DeliveryService.Round;
import org.openpeering.prefix.webhook.Digest;
import org.openpeering.prefix.webhook.WebhookConfig;

/**
 * Sends what is due, many at a time, and waits for none of them: what has come back is written down in the next round. What it had
 * on its way when it dies is sent again by whoever finds the lease over.
 */
@ApplicationScoped
public class DeliveryWorker {
    private static final int MUCH = 64;
    private static final long LAST_MILLIS = 5_000;

    private final DeliveryService service;
    private final Sender sender;
    private final DeliveryMeters meters;
    private final WebhookConfig config;
    private final Signal signal;
    private final Worker worker;
    private final ScheduledRound sweep;
    private final ScheduledRound purge;

    /** What has come back. */
    private final Queue<Attempt> back = new ConcurrentLinkedQueue<>();

    /** What has come back and is not written down yet; of the worker's thread, like all below. */
    private final List<Attempt> unsaid = new ArrayList<>();

    /** By delivery: what is on its way. */
    private final Map<Long, Place> out = new HashMap<>();

    private String reached = "";

    /** @param lagging whether it is of a webhook that fails or is slow; all those have half of the places */
    private record Place(String subscription, boolean lagging) {}

    DeliveryWorker(DeliveryService service, Sender sender, DeliveryMeters meters, WebhookConfig config, Wakes wakes) {
        this.service = service;
        this.sender = sender;
        this.meters = meters;
        this.config = config;
        this.signal = wakes.signal(DeliveryQueue.QUEUE);
        this.worker = new Worker("webhooks", signal, this::work);
        this.sweep = new ScheduledRound("looking after deliveries", service::sweep);
        this.purge = new ScheduledRound("purging deliveries", service::purge);
    }

    void start(@Observes StartupEvent event) {
        if (config.worker()) {
            worker.start();
        }
    }

    /** What is on its way may come back, so that it is not sent twice. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_MILLIS);
        while (!(out.isEmpty() && unsaid.isEmpty()) && System.nanoTime() < end) {
            signal.await(100);
            collect();
            Transactions.await(() -> service.settle(List.copyOf(unsaid)));
            said();
        }
    }

    private Found work() {
        collect();
        int free = config.inFlight() - out.size();
        Round round = Transactions.await(() -> service.settle(List.copyOf(unsaid))
                .chain(() -> service.lease(reached, free, freeForLagging(), taken())));
        int settled = unsaid.size();
        said();
        reached = round.reached();
        together(round.leased()).forEach(message -> send(message, round.lagging()));
        int done = settled + round.leased().size();
        boolean more = free > 0 && !reached.isEmpty();
        return done >= MUCH ? Found.MUCH : done > 0 || more ? Found.LITTLE : Found.NOTHING;
    }

    private void collect() {
        for (Attempt attempt = back.poll(); attempt != null; attempt = back.poll()) {
            unsaid.add(attempt);
            out.remove(attempt.seq());
        }
    }

    private void said() {
        unsaid.forEach(meters::ended);
        unsaid.clear();
    }

    private Map<String, Integer> taken() {
        Map<String, Integer> taken = new HashMap<>();
        out.values().forEach(place -> taken.merge(place.subscription(), 1, Integer::sum));
        return taken;
    }

    private int freeForLagging() {
        long lagging = out.values().stream().filter(Place::lagging).count();
        return Math.max(1, config.inFlight() / 2) - (int) lagging;
    }

    /** What shares a mail is one message. */
    private static Collection<List<Leased>> together(List<Leased> leased) {
        Map<String, List<Leased>> messages = new LinkedHashMap<>();
        for (Leased each : leased) {
            String message = each.digest() == Digest.IMMEDIATE
                    ? Long.toString(each.seq())
                    : each.webhook().key();
            messages.computeIfAbsent(message, _ -> new ArrayList<>()).add(each);
        }
        return messages.values();
    }

    /** It takes one place. */
    private void send(List<Leased> message, Set<Long> lagging) {
        Leased first = message.getFirst();
        out.put(first.seq(), new Place(first.webhook().subscription().key(), lagging.contains(first.seq())));
        sender.send(message).onSuccess(attempts -> {
            back.addAll(attempts);
            signal.raise();
        });
    }

    /** Of a replica that sends. */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return config.worker() ? sweep.run() : Uni.createFrom().voidItem();
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return config.worker() ? purge.run() : Uni.createFrom().voidItem();
    }
}
