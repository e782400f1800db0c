/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.load;

import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Make.MAPS;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.inbox.KafkaClients;
import org.openpeering.kit.outbox.Messages;
import org.openpeering.kit.sql.Sql;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Make;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/**
 * Prints how long a PUT of a registered prefix takes, and how long a change of routes until the new state can be read,
 * with 0 to 100,000 registrations under one peering; quiet, with route changes running, and while a session goes down
 * and up and the peering changes. Not part of the tests: {@code -Dtest=PutLatency}, with {@code -Dload.sizes=0,1000}
 * for other sizes.
 */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class PutLatency {
    private static final int PUTS_PER_SECOND = 200;
    private static final int CHANGES_PER_SECOND = 1000;
    private static final Duration PHASE = Duration.ofSeconds(10);
    private static final int WRITERS = 8;

    @Inject
    Network network;

    @Inject
    KafkaClients kafka;

    @Inject
    ObjectMapper json;

    @Inject
    Sql sql;

    private final AtomicLong names = new AtomicLong();
    private final AtomicLong revisions = new AtomicLong(10);
    private final HttpClient http = HttpClient.newHttpClient();
    private Partner partner;
    private Api api;
    private int block;

    @Test
    void prints() throws Exception {
        for (String size :
                System.getProperty("load.sizes", "0,1000,10000,100000").split(",", -1)) {
            partner = network.partner();
            api = new Api(partner.subscription(), "Contributor");
            block++;
            int registered = Integer.parseInt(size);
            seed(registered);
            Queues.settle(sql);
            System.out.printf("%,d registrations under one peering%n", registered);
            puts("quiet", PHASE);
            overlap();
            changes(registered, false);
            changes(registered, true);
        }
    }

    /** Registrations by statement, as the service would have stored them. */
    private void seed(int count) {
        if (count == 0) {
            return;
        }
        api.put(registration(partner.peering(), "template"), prefixBody("10." + (200 + block) + ".255.0/24"))
                .then()
                .statusCode(201);
        Queues.settle(sql);
        Queues.seed(sql, partner.peeringId(), network(0).replace("0/30", ""), block, count);
    }

    /** Blocks of /30: 2^17 fit into the /13 of each size. */
    private String network(int i) {
        long address = (10L << 24) + ((long) block << 19) + i * 4L;
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255)
                + "/30";
    }

    private void puts(String phase, Duration length) throws Exception {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        AtomicLong failed = new AtomicLong();
        long began = System.nanoTime();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = writer;
                running.add(writers.submit(() -> {
                    for (long n = first; ; n += WRITERS) {
                        long due = began + n * 1_000_000_000L / PUTS_PER_SECOND;
                        if (due - began > length.toNanos()) {
                            return;
                        }
                        LockSupport.parkNanos(due - System.nanoTime());
                        // From when it was due: a call that waits for a slow one before it is slow too.
                        if (put() != 201) {
                            failed.incrementAndGet();
                        }
                        millis.add((System.nanoTime() - due) / 1e6);
                    }
                }));
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        }
        print("PUT, " + phase, millis, failed.get());
    }

    private int put() {
        long n = names.getAndIncrement();
        long low = n % 65536;
        String prefix = "2001:db8:" + Long.toHexString(n / 65536) + ":" + Long.toHexString(low) + "::/64";
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port()
                            + api.url(registration(partner.peering(), "p" + n)) + "?api-version=2022-10-01"))
                    .header("Authorization", "Bearer " + api.token())
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"properties\":{\"prefix\":\"" + prefix + "\"}}"))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201 && n % 50 == 0) {
                System.out.println(answer.body());
            }
            return answer.statusCode();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    private void overlap() {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long began = System.nanoTime();
            sql.list(
                    "select resource_key from registered_prefix where network && ?::inet limit 1",
                    row -> row.text("resource_key"),
                    network(ThreadLocalRandom.current().nextInt(100_000)));
            millis.add((System.nanoTime() - began) / 1e6);
        }
        print("overlap check", millis, 0);
    }

    /** @param upheaval whether also a session and the peering change */
    private void changes(int registered, boolean upheaval) throws Exception {
        if (registered == 0) {
            return;
        }
        AtomicBoolean running = new AtomicBoolean(true);
        try (Producer<byte[], byte[]> producer = kafka.producer("load");
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<?> load = threads.submit(() -> load(producer, registered, running));
            Future<?> probes = threads.submit(() -> probe(producer, running, upheaval));
            Future<?> flaps = threads.submit(() -> {
                if (upheaval) {
                    upheaval(running);
                }
                return null;
            });
            puts((upheaval ? "upheaval and " : "") + CHANGES_PER_SECOND + " route changes a second", PHASE);
            running.set(false);
            load.get();
            probes.get();
            flaps.get();
        }
        long began = System.nanoTime();
        Queues.settle(sql);
        System.out.printf("  settled after %.1f s%n", (System.nanoTime() - began) / 1e9);
    }

    private void upheaval(AtomicBoolean running) throws Exception {
        boolean up = false;
        while (running.get()) {
            network.session(partner, 0, up, revisions.incrementAndGet());
            network.peering(partner, revisions.incrementAndGet());
            up = !up;
            TimeUnit.SECONDS.sleep(2);
        }
        network.session(partner, 0, true, revisions.incrementAndGet());
    }

    private void load(Producer<byte[], byte[]> producer, int registered, AtomicBoolean running) {
        long began = System.nanoTime();
        for (long n = 0; running.get(); n++) {
            LockSupport.parkNanos(began + n * 1_000_000_000L / CHANGES_PER_SECOND - System.nanoTime());
            announce(producer, network(16 + ThreadLocalRandom.current().nextInt(registered - 16)), n % 2 == 0);
        }
    }

    private void probe(Producer<byte[], byte[]> producer, AtomicBoolean running, boolean upheaval) {
        List<Double> millis = new ArrayList<>();
        while (running.get()) {
            String prefix = network(ThreadLocalRandom.current().nextInt(16));
            String before = Queues.state(sql, prefix);
            long began = System.nanoTime();
            announce(producer, prefix, !before.equals("Verified"));
            // While a session is down no announcement makes it Verified: it is not waited for.
            long longest = upheaval ? 2_000_000_000L : 60_000_000_000L;
            while (Queues.state(sql, prefix).equals(before) && System.nanoTime() - began < longest) {
                LockSupport.parkNanos(2_000_000);
            }
            if (System.nanoTime() - began < longest) {
                millis.add((System.nanoTime() - began) / 1e6);
            }
            LockSupport.parkNanos(20_000_000);
        }
        print("change to state" + (upheaval ? ", upheaval" : ""), millis, 0);
    }

    /** On both sessions; good is short. */
    private void announce(Producer<byte[], byte[]> producer, String prefix, boolean good) {
        long revision = revisions.incrementAndGet() + 1_000_000_000L;
        AsPath path = good ? AsPath.of(partner.asn()) : AsPath.of(partner.asn(), 3333, 3334, 3335);
        List<ObservedRoute> routes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            routes.add(Make.route(prefix, partner.router(i), partner.addresses().get(i), partner.asn(), path, MAPS));
        }
        try {
            PrefixRoutes body = new PrefixRoutes(IpPrefix.parse(prefix), revision, revision, routes);
            byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
            Future<?> ignored = producer.send(
                    Messages.record(Topic.PREFIX_ROUTES.topicName(), prefix, "test", revision, Instant.now(), bytes),
                    (sent, failure) -> Assertions.assertThat(failure).isNull());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(String what, List<Double> millis, long failed) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "  %-50s n %6d  p50 %8.2f  p99 %8.2f  max %8.2f ms  failed %d%n",
                what, sorted.size(), at(sorted, 50), at(sorted, 99), at(sorted, 100), failed);
    }

    private static double at(List<Double> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
