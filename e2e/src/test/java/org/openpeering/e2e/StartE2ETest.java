/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Repository;

/** What a service says when it starts: nothing that worries, or one line that tells why it does not. */
@WithStack
@Order(20)
class StartE2ETest {
    private final StackUnderTest stack;

    StartE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @ParameterizedTest
    @ValueSource(strings = {"partner", "prefix", "insights", "gateway"})
    void aStartWarnsOfNoMeter(String service) {
        assertThat(stack.log(service)).contains(" started in ").doesNotContain("already registered");
    }

    @Test
    void aRefusalIsOneLineThatNamesTheKeys() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Commands.jdkTool("java"),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dquarkus.profile=local",
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.port=0",
                "-Dquarkus.oidc.auth-server-url=" + stack.realm(),
                "-Dopenpeering.rpki.rtr=127.0.0.1:8282",
                "-Dopenpeering.rpki.json=/var/lib/rpki-client/json"));
        stack.databaseSettings("prefix").forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(Repository.root()
                .resolve("prefix-service/target/quarkus-app/quarkus-run.jar")
                .toString());
        Programs.Result start = Programs.run(Path.of("target"), Map.of(), command, 60);

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.output().lines().filter(line -> line.contains("openpeering.rpki")))
                .singleElement()
                .asString()
                .contains("refused to start: openpeering.rpki.json is '/var/lib/rpki-client/json' (")
                .contains("openpeering.rpki.rtr is set, too");
        assertThat(start.output()).doesNotContain("\tat ").doesNotContain("NullPointerException");
    }
}
