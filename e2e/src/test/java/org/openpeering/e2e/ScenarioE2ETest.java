/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.EventStream;
import org.openpeering.stack.demo.Events;
import org.openpeering.stack.process.Repository;

/**
 * {@code local-stack/replay --scenario NAME} itself, against the running suite: who owns the victim hears of each incident by
 * the stream of the subscription and by the list, of the right class, level and offender, in time, and until it is over. What
 * needs hours of the clock on the wall (a loss of visibility that lasts) is left to the detectors' own tests.
 */
@WithStack
@Order(58)
class ScenarioE2ETest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** From the first offending route at the collector to the client of the stream, on a machine that has much else to do. */
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Played at a time. */
    private static final int TOGETHER = 5;

    /** The one with ROAs, of which the suite hears by the file that it reads. */
    private static final String SIGNED = "orange-2024";

    private static final long CUSTOMER = 65539;
    private static final long PARTNER = 65543;
    private static final String STREAM = "/subscriptions/" + Arm.CUSTOMER
            + "/providers/Microsoft.Peering/events/stream?level=Error&types=PrefixSubPrefixHijackEvent"
            + ",PrefixOriginAsChangeEvent,PrefixForgedOriginEvent,PrefixRouteLeakEvent,PrefixRpkiInvalidEvent";

    private final StackUnderTest stack;

    ScenarioE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    /**
     * An incident as it was, and on which prefix it is played.
     *
     * @param part what is announced of the prefix
     * @param lasted from its begin to its end
     */
    private record Played(
            String name, String victim, String part, String type, long offender, Duration lasted, int speed) {
        static Played of(String name, int number, String part, String type, long offender, String lasted, int speed) {
            String network = "2001:db8:" + Integer.toHexString(0x90 + number);
            return new Played(name, network + "::/48", network + part, type, offender, Duration.parse(lasted), speed);
        }

        String level() {
            return name.equals(SIGNED) ? "Error" : "Critical";
        }

        boolean isIn(JsonNode event) {
            return event.path("prefix").asText().equals(victim)
                    && event.path("offendingPrefix").asText().equals(part)
                    && event.path("type").asText().equals(type);
        }

        /** By the clock on the wall. */
        Duration compressed() {
            return lasted.dividedBy(speed);
        }
    }

    private static final List<Played> INCIDENTS = List.of(
            Played.of("youtube-2008", 0, ":4000::/50", "PrefixSubPrefixHijackEvent", 17557, "PT2H14M", 720),
            Played.of("verizon-2019", 1, "::/49", "PrefixRouteLeakEvent", 396531, "PT2H2M39S", 720),
            Played.of("celer-2022", 2, ":5ec0::/61", "PrefixForgedOriginEvent", 209243, "PT3H27M10S", 1200),
            Played.of("route53-2018", 3, ":8000::/49", "PrefixSubPrefixHijackEvent", 10297, "PT1H49M19S", 600),
            Played.of("china-telecom-2010", 4, "::/48", "PrefixOriginAsChangeEvent", 23724, "PT18M", 100),
            Played.of("rostelecom-2020", 5, ":2800::/53", "PrefixSubPrefixHijackEvent", 12389, "PT1H", 360),
            Played.of("klayswap-2022", 6, "::/49", "PrefixSubPrefixHijackEvent", 9457, "PT3H25M42S", 1200),
            Played.of("safe-host-2019", 7, "::/48", "PrefixRouteLeakEvent", 4134, "PT2H1M", 720),
            Played.of("resolver-2024", 8, ":100::/56", "PrefixSubPrefixHijackEvent", 267613, "PT1H17M", 1800),
            // The owner's own routes are what became invalid.
            Played.of(SIGNED, 9, "::/48", "PrefixRpkiInvalidEvent", CUSTOMER, "PT3H36M", 1200));

    /** The launcher, as a person calls it; the module was built before this one. */
    private Process play(Carrier carrier, Played incident) throws IOException {
        Path root = Repository.root();
        Path built = root.resolve("replay/target/built");
        Files.write(built, new byte[0]);
        Files.setLastModifiedTime(built, FileTime.from(Instant.now()));
        String router = "staged-" + incident.name();
        carrier.onboarding().edgeRouter(router, "Kiel", List.of("127.0.0.1"));
        List<String> roas =
                incident.name().equals(SIGNED) ? List.of("--roas", stack.roas().toString()) : List.of();
        ProcessBuilder program = new ProcessBuilder(
                root.resolve("local-stack/replay").toString(),
                "--scenario",
                incident.name(),
                "--as",
                "bmp",
                "--router",
                router,
                "--port",
                Integer.toString(stack.bmp().getPort()),
                "--speed",
                incident.speed() + "x",
                "--routes",
                "50",
                "--victim",
                incident.victim(),
                "--owner",
                Long.toString(CUSTOMER),
                "--upstream",
                Long.toString(PARTNER));
        program.command().addAll(roas);
        program.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return program.redirectErrorStream(true)
                .redirectOutput(log(incident).toFile())
                .start();
    }

    private static Path log(Played incident) {
        return Path.of("target", "scenario-" + incident.name() + ".log");
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void eachIncidentIsToldToTheOwnerAsWhatItIsAndInTime() throws Exception {
        try (Carrier carrier = new Carrier(stack.api(), stack.bmp(), "staged", "Kiel", PARTNER, CUSTOMER, 36)) {
            Map<Played, String> prefixes = new HashMap<>();
            for (Played incident : INCIDENTS) {
                String prefix = carrier.customerPrefix(incident.name(), incident.victim());
                prefixes.put(incident, prefix);
                if (incident.name().startsWith("celer")) {
                    // The forged origin is a number of the owner.
                    stack.api()
                            .as("customer")
                            .put(
                                    Arm.versioned(prefix + "/routingPolicy"),
                                    "{\"properties\": {\"siblings\": [14618], \"upstreams\": [" + PARTNER + "]}}")
                            .expect(200);
                }
            }
            for (String prefix : prefixes.values()) {
                // That nobody announces it is known when insights-service watches it.
                carrier.onboarding().awaitState("customer", prefix, "Failed", LIMIT);
            }
            try (EventStream stream = new EventStream(stack.api().as("customer"), Arm.versioned(STREAM), Map.of())) {
                for (int first = 0; first < INCIDENTS.size(); first += TOGETHER) {
                    areToldOf(INCIDENTS.subList(first, Math.min(first + TOGETHER, INCIDENTS.size())), carrier, stream);
                }
            }
            for (Played incident : INCIDENTS) {
                areListedWithTheirEnd(prefixes.get(incident), incident);
            }
        }
    }

    /** All at once. */
    private void areToldOf(List<Played> incidents, Carrier carrier, EventStream stream) throws Exception {
        List<Process> running = new ArrayList<>();
        try {
            for (Played incident : incidents) {
                running.add(play(carrier, incident));
            }
            areHeard(incidents, stream);
            for (int i = 0; i < incidents.size(); i++) {
                assertThat(running.get(i).waitFor())
                        .as("%s", Files.readString(log(incidents.get(i))))
                        .isZero();
            }
        } finally {
            running.forEach(Process::destroy);
        }
    }

    /** In whatever order they come. */
    private void areHeard(List<Played> incidents, EventStream stream) throws InterruptedException {
        List<Played> missing = new ArrayList<>(incidents);
        while (!missing.isEmpty()) {
            EventStream.Event heard;
            try {
                heard = stream.await(
                        event -> missing.stream().anyMatch(incident -> incident.isIn(event)), LIMIT.toSeconds());
            } catch (RuntimeException e) {
                throw new AssertionError("not heard: " + missing, e);
            }
            JsonNode event = heard.data();
            Played incident = missing.stream()
                    .filter(each -> each.isIn(event))
                    .findFirst()
                    .orElseThrow();
            Duration after = Duration.between(Events.firstSeen(event), Instant.now());
            missing.remove(incident);
            Report.figure("Incidents, first offending route to the stream", incident.name(), after.toMillis() + " ms");
            assertThat(offender(event)).as("%s", event).isEqualTo(incident.offender());
            assertThat(event.path("level").asText()).isEqualTo(incident.level());
            assertThat(after).as("%s", incident).isLessThan(SOON);
        }
    }

    private void areListedWithTheirEnd(String prefix, Played incident) {
        JsonNode event = Events.await(
                stack.api().as("customer"),
                prefix,
                LIMIT,
                each -> incident.isIn(each) && Events.hasStatus(each, "ended"));
        assertThat(offender(event)).isEqualTo(incident.offender());
        Duration went = Duration.between(
                Events.firstSeen(event), Instant.parse(event.path("ended").asText()));
        assertThat(went)
                .as("%s, of %s", incident, event)
                .isBetween(
                        incident.compressed().minusSeconds(2),
                        incident.compressed().plusSeconds(8));
    }

    private static long offender(JsonNode event) {
        return event.path("seenUpstream").isMissingNode()
                        || event.path("seenUpstream").isNull()
                ? event.path("seenOrigin").asLong()
                : event.path("seenUpstream").asLong();
    }
}
