/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.Events;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.synthetic.BgpMessages;
import org.openpeering.stack.synthetic.ByteWriter;
import org.openpeering.stack.synthetic.Route;

/**
 * A recording is played as RIS Live: what only somebody else's routers have seen is an event of the prefix. It is heard by a
 * second instance of insights-service, so that other classes have a network without vantages.
 */
@WithStack
@Order(57)
class ReplayE2ETest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long CUSTOMER = 65547;
    private static final long OFFENDER = 65548;
    private static final long PARTNER = 65551;
    private static final String PREFIX = "2001:db8:81::/48";
    private static final String MORE_SPECIFIC = "2001:db8:81:8000::/49";
    private static final Vantage FIRST = new Vantage("198.51.100.1", 65537);
    private static final Vantage SECOND = new Vantage("198.51.100.2", 65538);

    private final StackUnderTest stack;

    ReplayE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    /** A peer of the recording's collector. */
    private record Vantage(String address, long asn) {
        /** BGP4MP, MESSAGE_AS4 (RFC 6396 section 4.4.3): it tells an announcement. */
        byte[] tells(String prefix, long... behind) {
            List<Long> path = new ArrayList<>(List.of(asn));
            for (long each : behind) {
                path.add(each);
            }
            InetAddress nextHop = InetAddress.ofLiteral("2001:db8:ffff::1");
            byte[] body = new ByteWriter()
                    .u32(asn)
                    .u32(65536)
                    .u16(0)
                    .u16(1)
                    .raw(InetAddress.ofLiteral(address).getAddress())
                    .raw(InetAddress.ofLiteral("198.51.100.254").getAddress())
                    .raw(BgpMessages.announcement(new Route(prefix, path, List.of(), nextHop)))
                    .bytes();
            return new ByteWriter()
                    .u32(Instant.now().getEpochSecond())
                    .u16(16)
                    .u16(4)
                    .u32(body.length)
                    .raw(body)
                    .bytes();
        }
    }

    /** The program behind {@code local-stack/replay}, as built, which stays at the end of the recording. */
    private record Replay(Process process, int port) implements AutoCloseable {
        static Replay of(Path recording) throws IOException {
            int port = FreePort.next();
            Path root = Repository.root();
            String classPath = Stream.of(
                            "replay/target/lib/*", "replay", "insights-service", "local-stack", "libs/contract")
                    .map(part -> part.endsWith("*") ? part : part + "/target/classes")
                    .map(part -> root + File.separator + part)
                    .collect(Collectors.joining(File.pathSeparator));
            List<String> command = List.of(
                    Commands.jdkTool("java"),
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath,
                    "org.openpeering.replay.Main",
                    recording.toString(),
                    "--as",
                    "ris",
                    "--router",
                    "rrc00",
                    "--port",
                    Integer.toString(port),
                    "--speed",
                    "max",
                    "--stay");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "replay.log").toFile())
                    .start();
            return new Replay(process, port);
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    @Test
    void aHijackThatOnlyARecordingOfOthersShowsIsToldWithThoseWhoSawIt() throws IOException {
        try (Carrier carrier = new Carrier(stack.api(), stack.bmp(), "heard", "Kassel", PARTNER, CUSTOMER, 33)) {
            String prefix = carrier.customerPrefix("heard", PREFIX);
            // That nobody announces it is known when insights-service watches it.
            carrier.onboarding().awaitState("customer", prefix, "Failed", LIMIT);
            Path recording = Files.write(
                    Path.of("target", "heard.mrt"),
                    new ByteWriter()
                            .raw(FIRST.tells(PREFIX, PARTNER, CUSTOMER))
                            .raw(SECOND.tells(PREFIX, PARTNER, CUSTOMER))
                            .raw(FIRST.tells(MORE_SPECIFIC, OFFENDER))
                            .raw(SECOND.tells(MORE_SPECIFIC, OFFENDER))
                            .bytes());
            try (Replay replay = Replay.of(recording);
                    StackUnderTest.Twin hearing = stack.secondInsights("ws://127.0.0.1:" + replay.port() + "/v1/ws/")) {
                hearing.service().start();
                JsonNode event = Events.await(
                        stack.api().as("customer"),
                        prefix,
                        LIMIT,
                        each -> Events.isSubPrefixHijack(each, MORE_SPECIFIC)
                                && each.path("vantages").size() == 2);

                assertThat(Events.hasStatus(event, "open")).isTrue();
                assertThat(event.path("seenOrigin").asLong()).isEqualTo(OFFENDER);
                assertThat(event.path("vantages"))
                        .extracting(JsonNode::asText)
                        .containsExactlyInAnyOrder("ris/rrc00|198.51.100.1", "ris/rrc00|198.51.100.2");
                assertThat(event.path("firstHops"))
                        .extracting(JsonNode::asLong)
                        .containsExactlyInAnyOrder(FIRST.asn(), SECOND.asn());
            }
            assertThat(
                            stack.query(
                                    "partner",
                                    "select count(*) from replica where topic = 'session-states' and body ->> 'router' like 'ris/%'"))
                    .containsExactly("0");
            assertThat(carrier.onboarding().connectionStates("partner", carrier.peering()))
                    .isEqualTo(Set.of("Active"));
        }
    }
}
