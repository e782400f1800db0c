/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openpeering.registry.rpki.RpkiData;

/** Remembers what a client was told. */
final class Updates implements RtrClient.Listener {
    private final BlockingQueue<Update> queue = new LinkedBlockingQueue<>();

    record Update(RpkiData data, RtrStatus status) {
        List<String> vrps() {
            TreeSet<String> found = new TreeSet<>();
            data.vrps().forEach(vrp -> found.add(vrp.toString()));
            return List.copyOf(found);
        }

        String aspas() {
            return data.aspas() == null
                    ? "none"
                    : data.aspas().customers().stream()
                            .map(customer -> customer + "=" + data.aspas().providers(customer))
                            .toList()
                            .toString();
        }
    }

    @Override
    public void updated(RpkiData data, RtrStatus status) {
        queue.add(new Update(data, status));
    }

    Update next() throws InterruptedException {
        return Objects.requireNonNull(queue.poll(20, TimeUnit.SECONDS), "no update came");
    }

    /** Skips repetitions of what is known already. */
    Update next(Predicate<Update> wanted) throws InterruptedException {
        while (true) {
            Update update = next();
            if (wanted.test(update)) {
                return update;
            }
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Waits for a state. */
    static RtrStatus status(RtrClient client, Predicate<RtrStatus> wanted) {
        return await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(client::status, wanted);
    }
}
