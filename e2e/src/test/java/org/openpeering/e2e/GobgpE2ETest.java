/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Events;
import org.openpeering.stack.demo.Onboarding;
import org.openpeering.stack.process.Await;

/** Strangers' routers: gobgpd as partner, as two edge routers with BMP to us, and as somebody who should not announce. */
@WithStack
@Order(50)
class GobgpE2ETest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long CLOUD = 8075;
    private static final long PARTNER = 64497;
    private static final long CUSTOMER = 64501;
    private static final long STRANGER = 64509;
    private static final String NEXT_HOP = "192.0.2.1";
    private static final String PREFIX = "198.51.100.0/24";
    private static final String MORE_SPECIFIC = "198.51.100.128/25";

    // Loopback addresses, in subnets of four: the first usable is the partner's, the second the router's.
    private static final LoopbackLink FIRST = new LoopbackLink(40);
    private static final LoopbackLink SECOND = new LoopbackLink(44);
    private static final LoopbackLink TO_STRANGER = new LoopbackLink(48);

    private final StackUnderTest stack;

    GobgpE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @Test
    void aPrefixIsVerifiedAndAMoreSpecificOfItIsReported() throws IOException {
        Programs.require("gobgpd", "gobgp");
        Onboarding onboarding = new Onboarding(stack.api());
        onboarding.metro("Vienna", "AT", 48.21, 16.37);
        onboarding.provider("Gobgp Carrier", PARTNER, List.of("Vienna"));
        onboarding.edgeRouter("vie-edge-1", "Vienna", List.of("127.0.0.1", FIRST.cloud()));
        onboarding.edgeRouter("vie-edge-2", "Vienna", List.of("127.0.0.1", SECOND.cloud()));
        String peerAsn = onboarding.approvedPeerAsn("partner", Arm.PARTNER, "gobgp", PARTNER, "Gobgp Carrier");
        onboarding.approvedPeerAsn("customer", Arm.CUSTOMER, "gobgp", CUSTOMER, "Gobgp Customer");
        String peering = onboarding.peering(
                "partner", Arm.PARTNER, "gobgp", "vienna", "Vienna", peerAsn, List.of(FIRST.json(), SECOND.json()));
        onboarding.provision("partner", peering);

        int port = FreePort.next();
        Gobgpd.Speaker router1 = Gobgpd.speaker("vie-edge-1", CLOUD, FIRST.cloud())
                .listens(port, FIRST.cloud(), TO_STRANGER.cloud())
                .waitsFor(FIRST.peer(), PARTNER, FIRST.cloud())
                .waitsFor(TO_STRANGER.peer(), STRANGER, TO_STRANGER.cloud())
                .reportsTo(stack.bmp());
        Gobgpd.Speaker router2 = Gobgpd.speaker("vie-edge-2", CLOUD, SECOND.cloud())
                .listens(port, SECOND.cloud())
                .waitsFor(SECOND.peer(), PARTNER, SECOND.cloud())
                .reportsTo(stack.bmp());
        Gobgpd.Speaker carrier = Gobgpd.speaker("carrier", PARTNER, FIRST.peer())
                .connectsTo(FIRST.cloud(), CLOUD, FIRST.peer(), port)
                .connectsTo(SECOND.cloud(), CLOUD, SECOND.peer(), port);
        Gobgpd.Speaker other = Gobgpd.speaker("stranger", STRANGER, TO_STRANGER.peer())
                .connectsTo(TO_STRANGER.cloud(), CLOUD, TO_STRANGER.peer(), port);
        try (Gobgpd _ = router1.start();
                Gobgpd _ = router2.start();
                Gobgpd partner = carrier.start();
                Gobgpd stranger = other.start()) {
            partner.awaitEstablished(2);
            stranger.awaitEstablished(1);
            onboarding.awaitActive("partner", peering);
            String prefix = activate(onboarding, peering);

            long announced = System.nanoTime();
            partner.announce(PREFIX, NEXT_HOP, Long.toString(CUSTOMER), "8075:8007");
            onboarding.awaitState("customer", prefix, "Verified", LIMIT);
            Report.figure("gobgpd", "gobgp command to Verified", millisSince(announced));

            JsonNode received = stack.api()
                    .as("partner")
                    .get(Arm.versioned(peering + "/receivedRoutes"))
                    .expect(200)
                    .json();
            assertThat(received.at("/value/0/prefix").asText()).isEqualTo(PREFIX);
            assertThat(received.at("/value/0/asPath").asText()).isEqualTo(PARTNER + " " + CUSTOMER);
            assertThat(received.path("value")).hasSize(2);

            stranger.announce(MORE_SPECIFIC, NEXT_HOP, "", "");
            JsonNode open = event(prefix, "open");
            assertThat(open.toString()).contains(MORE_SPECIFIC);

            stranger.withdraw(MORE_SPECIFIC);
            event(prefix, "ended");

            partner.withdraw(PREFIX);
            onboarding.awaitState("customer", prefix, "Failed", LIMIT);
            areCounted(peering, prefix);
        }
    }

    /**
     * Both sessions had the prefix once, with the same path, and lost it. In its tables: of the minute in which somebody came to hold it,
     * which may be all that there is here, nobody is told.
     */
    private void areCounted(String peering, String prefix) throws IOException {
        Await.until(
                "counts of the prefix",
                LIMIT,
                () -> counted(PREFIX, "withdrawals").equals(List.of("2")));
        assertThat(counted(PREFIX, "announcements")).containsExactly("2");
        assertThat(counted(PREFIX, "path_changes")).containsExactly("0");
        for (LoopbackLink link : List.of(FIRST, SECOND)) {
            String session = "vie-edge-" + (link == FIRST ? 1 : 2) + "|" + link.peer();
            Await.until(
                    "counts of " + session,
                    LIMIT,
                    () -> counted(session, "withdrawals").equals(List.of("1")));
            assertThat(counted(session, "announcements")).containsExactly("1");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        String time = "&granularity=PT1M&from=" + now.minus(Duration.ofMinutes(10)) + "&to=" + now;
        stack.api()
                .as("customer")
                .get(Arm.versioned(prefix + "/statistics") + time)
                .expect(200);
        JsonNode sessions = stack.api()
                .as("partner")
                .get(Arm.versioned(peering + "/statistics") + time)
                .expect(200)
                .json();
        assertThat(sessions.path("sessions")).hasSize(2);
    }

    private List<String> counted(String subject, String what) {
        return stack.query(
                "insights",
                "select sum(" + what
                        + ")::text from activity_minute join activity_series using (series) where subject = '" + subject
                        + "'");
    }

    private String activate(Onboarding onboarding, String peering) {
        String key = onboarding.registeredPrefix("partner", peering, "gobgp-v4", PREFIX);
        String service =
                onboarding.peeringService("customer", Arm.CUSTOMER, "gobgp", "vienna", "Gobgp Carrier", "Vienna", "");
        return onboarding.customerPrefix("customer", service, "gobgp-v4", PREFIX, key);
    }

    private JsonNode event(String prefix, String status) {
        return Events.await(
                stack.api().as("customer"),
                prefix,
                LIMIT,
                event -> Events.isSubPrefixHijack(event, MORE_SPECIFIC) && Events.hasStatus(event, status));
    }

    private static String millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000 + " ms";
    }
}
