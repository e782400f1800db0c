/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.Signal;
import org.openpeering.kit.wake.Worker;
import org.openpeering.kit.wake.Worker.Found;

/**
 * How much waits in the outbox, and for how long: looked up every few seconds, since a scrape must not wait for the
 * database. Not a number while it is not known. Readiness shows it and never fails for it: a broker that is away takes no
 * API down (promise D6).
 */
@Readiness
@ApplicationScoped
public class Backlog implements HealthCheck {
    private static final long EVERY = Duration.ofSeconds(5).toNanos();
    /** Counting more would take as long as sending them. */
    private static final int MOST = 100_000;

    /**
     * What waits.
     *
     * @param age of the oldest, seconds
     * @param refused by Kafka, for ever
     */
    record Waiting(long messages, double age, long refused) {}

    private final Statements statements;
    private final Worker worker = new Worker("measuring the outbox", new Signal(), this::work);
    private long measured = System.nanoTime() - EVERY;
    private volatile @Nullable Waiting waiting;

    Backlog(Statements statements, MeterRegistry meters) {
        this.statements = statements;
        gauge("openpeering.outbox.messages", "Messages that wait to be sent, 100,000 at most", Waiting::messages)
                .register(meters);
        gauge("openpeering.outbox.age", "How long the oldest message has waited to be sent", Waiting::age)
                .baseUnit("seconds")
                .register(meters);
        gauge(
                        "openpeering.outbox.set.aside",
                        "Messages that Kafka will never take, kept for the operator",
                        Waiting::refused)
                .register(meters);
    }

    private Gauge.Builder<Backlog> gauge(String name, String description, ToDoubleFunction<Waiting> value) {
        return Gauge.builder(name, this, backlog -> {
                    Waiting known = backlog.waiting;
                    return known == null ? Double.NaN : value.applyAsDouble(known);
                })
                .description(description);
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    private Found work() {
        if (System.nanoTime() - measured >= EVERY) {
            waiting = null;
            waiting = Transactions.await(() -> statements
                    .of("""
                            select count(*) filter (where refused is null) as messages,
                                coalesce(extract(epoch from now() - min(created_at) filter (where refused is null)), 0)
                                    ::bigint as age,
                                count(*) filter (where refused is not null) as refused
                            from (select created_at, refused from outbox order by seq limit :most) o""")
                    .set("most", MOST)
                    .get(row -> new Waiting(row.number("messages"), row.number("age"), row.number("refused"))));
            measured = System.nanoTime();
        }
        return Found.NOTHING;
    }

    @Override
    public HealthCheckResponse call() {
        Waiting known = waiting;
        return known == null
                ? HealthCheckResponse.named("outbox")
                        .up()
                        .withData("known", false)
                        .build()
                : HealthCheckResponse.named("outbox")
                        .up()
                        .withData("messages", known.messages())
                        .withData("ageSeconds", (long) known.age())
                        .withData("setAside", known.refused())
                        .build();
    }
}
