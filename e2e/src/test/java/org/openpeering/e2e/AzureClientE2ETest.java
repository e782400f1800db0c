/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Onboarding;

/** The published client, unmodified, against the gateway in lab mode; {@code client/client.mjs} is the script. */
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

        long begin = System.nanoTime();
        Programs.Result result = Programs.run(
                CLIENT,
                Map.of(
                        "ENDPOINT", stack.gateway().toString(),
                        "SUBSCRIPTION", Arm.LAB,
                        "TOKEN", stack.api().token("lab"),
                        "FOREIGN_SUBSCRIPTION", Arm.CUSTOMER,
                        "NODE_EXTRA_CA_CERTS", stack.caFile().toString()),
                List.of("node", "client.mjs"),
                180);
        System.out.println(result.output());
        assertThat(result.exitCode()).as(result.output()).isZero();
        long operations =
                result.output().lines().filter(line -> line.startsWith("ok ")).count();
        Report.figure("@azure/arm-peering 2.1.0", "checks", Long.toString(operations));
        Report.figure("@azure/arm-peering 2.1.0", "time", (System.nanoTime() - begin) / 1_000_000 + " ms");
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
