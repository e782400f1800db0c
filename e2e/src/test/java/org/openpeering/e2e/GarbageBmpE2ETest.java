/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openpeering.stack.demo.Onboarding;
import org.openpeering.stack.synthetic.SyntheticRouter;

/** Anybody can connect to the BMP port and say anything, from where a router may report and from elsewhere. */
@WithStack
@Order(40)
class GarbageBmpE2ETest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int REPEATS = 5;

    private final StackUnderTest stack;

    GarbageBmpE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @BeforeEach
    void aRouterMayReportFromHere() {
        Onboarding onboarding = new Onboarding(stack.api());
        onboarding.metro("Zurich", "CH", 47.38, 8.54);
        onboarding.edgeRouter("zrh-edge-1", "Zurich", List.of("127.0.0.1"));
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> closesTheConnection() {
        byte[] random = new byte[4096];
        new Random(7854).nextBytes(random);
        random[0] = 9;
        return Stream.of(
                garbage("random bytes", random),
                garbage("HTTP", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                garbage("an impossible length", new byte[] {3, 0, 0, 0, 2, 4}),
                garbage("a message of two gigabytes", new byte[] {3, 0x7f, -1, -1, -1, 4}),
                garbage("another version", new byte[] {2, 0, 0, 0, 6, 4}));
    }

    @Test
    @Order(2)
    void countsItAndLogsItOnce() {
        for (int i = 0; i < REPEATS; i++) {
            say(new byte[] {9, 9, 9, 9, 9, 9});
        }

        await("the count of garbage connections")
                .atMost(LIMIT)
                .until(() -> counted("garbage"), count -> count >= REPEATS);
        assertThat(stack.log("insights").lines().filter(line -> line.contains("is no BMP")))
                .hasSizeLessThan(REPEATS);
    }

    @Test
    @Order(3)
    void theOthersAreNotDisturbed() {
        InetAddress id = InetAddress.ofLiteral("192.0.2.254");
        try (SyntheticRouter router = new SyntheticRouter("zrh-edge-1", stack.bmp(), null, 8075, id).start()) {
            await("a connection").atMost(LIMIT).until(router::isConnected);
            int before = router.connections();
            say(new byte[] {9, 9, 9, 9, 9, 9});
            assertThat(router.isConnected()).isTrue();
            assertThat(router.connections()).isEqualTo(before);
        }
    }

    @Test
    @Order(4)
    void whoIsNobodyIsClosedAtOnceAndTheOperatorSeesIt() throws IOException {
        InetAddress nobody = InetAddress.ofLiteral("127.0.0.77");
        try (Socket socket = new Socket(stack.bmp().getAddress(), stack.bmp().getPort(), nobody, 0)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }

        JsonNode refusals =
                stack.api().as("operator").get("/operator/routing/refusals").expect(200).json();
        assertThat(refusals.path("value").findValuesAsText("source")).contains("127.0.0.77");
    }

    private DynamicTest garbage(String what, byte[] bytes) {
        return DynamicTest.dynamicTest(what, () -> say(bytes));
    }

    /** Returns when the other side has closed the connection. */
    private void say(byte[] bytes) {
        try (Socket socket = new Socket(stack.bmp().getAddress(), stack.bmp().getPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(bytes);
            assertThat(socket.getInputStream().read())
                    .as("nothing is ever said")
                    .isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).as("a reset closes it too").hasMessageContaining("reset");
        } catch (IOException e) {
            throw new AssertionError("The connection stays open", e);
        }
    }

    /** The sum of the BMP counters whose line contains the word. */
    private double counted(String word) {
        return stack.metrics("insights")
                .lines()
                .filter(line -> !line.startsWith("#") && line.contains("bmp") && line.contains(word))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
