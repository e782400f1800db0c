/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.Events;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.synthetic.SyntheticRouter;

/**
 * Two instances of insights-service share the routers; one is killed, one is drained, routers move. No event is lost or told
 * twice, and no session that is up is told down.
 */
@WithStack
@Order(55)
class TwoCollectorsE2ETest {
    /** An instance that was killed is missed by Kafka after ten seconds; then its partitions are another's. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String METRO = "Bremen";
    private static final String OTHER_ADDRESS = "127.0.0.2";
    private static final String PREFIX = "10.80.0.0/16";
    private static final List<String> COMMUNITIES = List.of("8075:8007");
    private static final String FIRST_HIJACK = "10.80.1.0/24";
    private static final String SECOND_HIJACK = "10.80.2.0/24";
    private static final String ANNOUNCED_BEFORE = "10.81.0.0/16";

    /** What was ever found out of a prefix and of its registration, in the words of the API. */
    private static final String STATES =
            "select distinct report ->> 'state' from validation_history where target like '%%/%s'";

    private final StackUnderTest stack;

    TwoCollectorsE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void routersMoveAndEveryEventIsToldOnce() {
        try (StackUnderTest.Twin second = stack.secondInsights(null);
                Balancer one = new Balancer(stack.bmp());
                Balancer two = new Balancer(second.bmp())) {
            second.service().start();
            try (Carrier carrier = new Carrier(
                            stack.api(), List.of(one.address(), two.address()), "spread", METRO, 65549, 65550, 30);
                    Watch watch = new Watch(carrier)) {
                String prefix = carrier.customerPrefix("spread", PREFIX);
                carrier.announce(PREFIX);
                carrier.onboarding().awaitState("customer", prefix, "Verified", LIMIT);
                carrier.strangerAnnounces(FIRST_HIJACK);
                await(prefix, hijack(FIRST_HIJACK, "open"));

                carrier.announce(ANNOUNCED_BEFORE);
                String before = carrier.customerPrefix("before", ANNOUNCED_BEFORE);
                carrier.onboarding().awaitState("customer", before, "Verified", LIMIT);
                assertThat(stack.query("prefix", STATES.formatted("before")))
                        .as("what is announced is looked for at both collectors before it is called missing")
                        .contains("Verified")
                        .isSubsetOf("Pending", "Verified");
                aSecondRouterOfThatNameIsRefusedAtTheOtherCollector(carrier);

                second.service().kill9();
                two.moveTo(stack.bmp());
                carrier.withdraw(1, PREFIX);
                await(prefix, event -> withdrawal(event) && Events.hasStatus(event, "open"));
                carrier.announce(1, PREFIX, COMMUNITIES);
                await(prefix, event -> withdrawal(event) && Events.hasStatus(event, "ended"));

                second.service().start();
                stack.stop("insights");
                try {
                    one.moveTo(second.bmp());
                    two.moveTo(second.bmp());
                    carrier.strangerWithdraws(FIRST_HIJACK);
                    await(prefix, hijack(FIRST_HIJACK, "ended"));
                    carrier.strangerAnnounces(SECOND_HIJACK);
                    await(prefix, hijack(SECOND_HIJACK, "open"));
                } finally {
                    stack.start("insights");
                }

                assertThat(types(prefix))
                        .containsExactlyInAnyOrder(
                                "PrefixAnnouncementEvent",
                                "PrefixAnnouncementEvent",
                                "PrefixAnnouncementEvent",
                                "PrefixWithdrawalEvent",
                                "PrefixSubPrefixHijackEvent",
                                "PrefixSubPrefixHijackEvent");
                assertThat(watch.otherThanActive).isEmpty();

                two.moveTo(nowhere());
                JsonNode gap = await(prefix, event -> gap(event) && Events.hasStatus(event, "open"));
                assertThat(Events.summary(gap)).isEqualTo("Router spread-edge-2 is out of sight");
                two.moveTo(stack.bmp());
                JsonNode over = await(prefix, event -> gap(event) && Events.hasStatus(event, "ended"));
                assertThat(over.path("id")).isEqualTo(gap.path("id"));
                assertThat(Events.endCause(over)).contains("in sight again");
            }
        }
    }

    /** It has the session of the one that is there, and none of its routes. */
    private void aSecondRouterOfThatNameIsRefusedAtTheOtherCollector(Carrier carrier) {
        String name = carrier.routerName(1);
        carrier.onboarding().edgeRouter(name, METRO, List.of("127.0.0.1", OTHER_ADDRESS));
        try (SyntheticRouter other = new SyntheticRouter(
                        name,
                        stack.bmp(),
                        InetAddress.ofLiteral(OTHER_ADDRESS),
                        Carrier.CLOUD,
                        InetAddress.ofLiteral("198.51.100.209"))
                .start()) {
            other.peerUp(carrier.session(1));
            Await.value(
                    "a refusal of " + OTHER_ADDRESS,
                    LIMIT,
                    () -> stack.api()
                            .as("operator")
                            .get("/operator/routing/refusals")
                            .expect(200),
                    answer -> answer.json().path("value").valueStream().anyMatch(TwoCollectorsE2ETest::elsewhere));
        }
    }

    private static boolean elsewhere(JsonNode refusal) {
        return refusal.path("source").asText().equals(OTHER_ADDRESS)
                && refusal.path("reason").asText().equals("ConnectedElsewhere");
    }

    private JsonNode await(String prefix, Predicate<JsonNode> wanted) {
        return Events.await(stack.api().as("customer"), prefix, LIMIT, wanted);
    }

    private static Predicate<JsonNode> hijack(String offender, String status) {
        return event -> Events.isSubPrefixHijack(event, offender) && Events.hasStatus(event, status);
    }

    private static boolean gap(JsonNode event) {
        return type(event).equals("CollectorGapEvent");
    }

    /** Where nobody listens. */
    private static InetSocketAddress nowhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.next());
    }

    private static boolean withdrawal(JsonNode event) {
        return type(event).equals("PrefixWithdrawalEvent");
    }

    private static String type(JsonNode event) {
        return event.path("type").asText();
    }

    /** But for what the best path is now: which session brings it first is nobody's promise. */
    private List<String> types(String prefix) {
        return Events.of(stack.api().as("customer"), prefix).stream()
                .map(TwoCollectorsE2ETest::type)
                .filter(type -> !type.endsWith("Path"))
                .toList();
    }

    /** Looks at the peering's connections all the time. */
    private static final class Watch implements AutoCloseable {
        private static final Set<String> ACTIVE = Set.of("Active");
        private static final long PAUSE_MILLIS = 250;

        private final CountDownLatch ended = new CountDownLatch(1);
        private final Queue<Set<String>> otherThanActive = new ConcurrentLinkedQueue<>();

        Watch(Carrier carrier) {
            Thread.ofVirtual().start(() -> look(carrier));
        }

        private void look(Carrier carrier) {
            try {
                do {
                    Set<String> states = carrier.onboarding().connectionStates("partner", carrier.peering());
                    if (!states.equals(ACTIVE)) {
                        otherThanActive.add(states);
                    }
                } while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            ended.countDown();
        }
    }
}
