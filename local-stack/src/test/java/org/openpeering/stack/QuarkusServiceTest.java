/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.PortTakenException;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Workspace;

class QuarkusServiceTest {
    @TempDir
    Path folder;

    private final int port = Ports.free();

    @Test
    void isReadyWhenItsHealthSaysSoAndGetsSecretsByTheEnvironmentOnly() throws Exception {
        QuarkusService service = service(fakeJar());
        service.start();
        try {
            assertThat(service.lastLines(10))
                    .contains("url jdbc:postgresql://127.0.0.1:1/partner")
                    .contains("password property null")
                    .contains("password variable secret")
                    .contains("key variable secret");
            String commandLine = ProcessHandle.of(service.pid())
                    .orElseThrow()
                    .info()
                    .commandLine()
                    .orElseThrow();
            assertThat(commandLine)
                    .contains("-Dquarkus.management.port=" + port)
                    .doesNotContain("secret");
        } finally {
            service.stop();
        }
    }

    @Test
    void itComplainsWhenItsLivenessIsDownAndNotWhenItDoesNotAnswer() throws Exception {
        QuarkusService service = service(fakeJar());
        service.start();
        assertThat(service.complaint()).isEmpty();

        Files.createFile(folder.resolve("down"));

        assertThat(service.complaint()).contains("{ \"status\": \"DOWN\" }");
        service.stop();
        assertThat(service.complaint()).isEmpty();
    }

    @Test
    void aServiceThatIsNotBuiltSaysHowToBuildIt() {
        assertThatThrownBy(service(folder.resolve("missing.jar"))::start)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("missing.jar")
                .hasMessageContaining("mvn package");
    }

    @Test
    void aTakenPortIsNamedWithItsPurpose() throws Exception {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(service(fakeJar())::start)
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("Port " + port + " (health of partner-service) is taken by another program.");
        }
    }

    private QuarkusService service(Path jar) {
        Map<String, String> settings = Map.of(
                "quarkus.management.port", Integer.toString(port),
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:1/partner",
                "quarkus.datasource.password", "secret",
                "openpeering.encryption.keys.local", "secret");
        return new QuarkusService(
                Part.PARTNER.label(),
                Workspace.at(folder),
                jar,
                Map.of(Port.PARTNER_MANAGEMENT, port),
                port,
                Commands.smallJvm("64m"),
                () -> settings);
    }

    private Path fakeJar() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        Path jar = folder.resolve("quarkus-run.jar");
        String entry = FakeService.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = FakeService.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
        return jar;
    }
}
