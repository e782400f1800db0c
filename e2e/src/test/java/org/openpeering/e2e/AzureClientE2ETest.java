/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.MeasuringAgent;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Onboarding;
import org.openpeering.stack.process.Await;

/**
 * The published client, unmodified, against the gateway in lab mode; {@code client/client.mjs} is the script. An agent measures
 * what its connection monitor asks for: the broker, which answers, and a port where nobody does.
 */
@WithStack(lab = true)
@Order(1010)
class AzureClientE2ETest {
    private static final Path CLIENT = Path.of("client").toAbsolutePath();

    private final StackUnderTest stack;

    AzureClientE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @Test
    void everyOperationWorks() throws IOException, InterruptedException {
        Programs.require("node", "npm");
        install();
        Onboarding onboarding = new Onboarding(stack.api());
        onboarding.metro("Seattle", "US", 47.61, -122.33);
        onboarding.metro("Osaka", "JP", 34.69, 135.5);
        onboarding.provider("Lab Carrier", 65000, List.of("Seattle", "Osaka"));

        onboarding.edgeRouter("seattle-edge", "Seattle", List.of("127.0.0.79"));
        Await.until(
                "the site is known",
                Duration.ofSeconds(20),
                () -> stack.api()
                        .as("operator")
                        .put("/operator/agents/agent", """
                        {"site": "Seattle", "clientId": "agent"}""")
                        .isSuccess());
        MeasuringAgent agent = stack.agent("agent", traceroute());

        long begin = System.nanoTime();
        Programs.Result result;
        try {
            agent.start();
            result = Programs.run(
                    CLIENT,
                    Map.of(
                            "ENDPOINT", stack.gateway().toString(),
                            "SUBSCRIPTION", Arm.LAB,
                            "TOKEN", stack.api().token("lab"),
                            "OPERATOR_TOKEN", stack.api().token("operator"),
                            "FOREIGN_SUBSCRIPTION", Arm.CUSTOMER,
                            "MEASURED", stack.kafka(),
                            "SILENT_PORT", Integer.toString(FreePort.next()),
                            "NODE_EXTRA_CA_CERTS", stack.caFile().toString()),
                    List.of("node", "client.mjs"),
                    180);
        } finally {
            agent.stop();
        }
        System.out.println(result.output());
        assertThat(result.exitCode()).as(result.output()).isZero();
        long operations =
                result.output().lines().filter(line -> line.startsWith("ok ")).count();
        Report.figure("@azure/arm-peering 2.1.0", "checks", Long.toString(operations));
        Report.figure("@azure/arm-peering 2.1.0", "time", (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    /** Not every machine has one, and none has a way to itself: what Linux' says of two hops. */
    private Path traceroute() throws IOException {
        Path folder = Files.createDirectories(stack.dataFolder().resolve("programs"));
        Path program = folder.resolve("traceroute");
        Files.writeString(program, """
                #!/bin/sh
                for address; do :; done
                echo "traceroute to $address ($address), 30 hops max, 60 byte packets"
                echo " 1  192.0.2.1  0.310 ms"
                echo " 2  $address  0.523 ms"
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    /** Installs what the lock file names, once. */
    private static void install() throws IOException, InterruptedException {
        Path installed = CLIENT.resolve("node_modules/.package-lock.json");
        Path wanted = CLIENT.resolve("package-lock.json");
        if (Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0) {
            return;
        }
        Programs.Result result = Programs.run(CLIENT, Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund"), 180);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
