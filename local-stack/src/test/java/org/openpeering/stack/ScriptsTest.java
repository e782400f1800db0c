/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.Repository;

/** The shell around the launcher: how a JDK is found, how a token is asked for. */
class ScriptsTest {
    private static final String FIND = ". \"$1/build-config/find-jdk.sh\"; require_jdk; echo \"$JAVA_HOME\"";

    @TempDir
    Path folder;

    private record Result(int code, String output, String errors) {}

    @Test
    void javaHomeIsUsedWhenItIsNewEnough() throws Exception {
        Path home = jdk("chosen", "25.0.1");

        assertThat(findJdk(home, jdk("other", "26")).output()).isEqualTo(home.toString());
    }

    @Test
    void anOldJavaHomeGivesWayToANewerJdkOfTheUsualFolders() throws Exception {
        Path newer = jdk("newer", "26.0.2");

        assertThat(findJdk(jdk("old", "17.0.15"), jdk("older", "21.0.1"), newer).output())
                .isEqualTo(newer.toString());
    }

    @Test
    void aRuntimeWithoutACompilerIsNotEnough() throws Exception {
        Path runtime = jdk("runtime", "25");
        Files.delete(runtime.resolve("bin/javac"));

        Result result = findJdk(runtime, runtime);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errors()).contains("OpenPeering needs a JDK 25 or newer and none was found");
    }

    @Test
    void aTokenWithoutKeycloakIsAClearError() throws Exception {
        Result result = run(
                Map.of("OPENPEERING_KEYCLOAK_PORT", Integer.toString(Ports.free())),
                Repository.root().resolve("local-stack/token").toString(),
                "customer");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).contains("Keycloak does not answer").contains("is ./start running?");
    }

    private Result findJdk(Path javaHome, Path... candidates) throws Exception {
        String folders =
                String.join(":", Arrays.stream(candidates).map(Path::toString).toList());
        return run(
                Map.of("JAVA_HOME", javaHome.toString(), "OPENPEERING_JDK_FOLDERS", folders),
                "bash",
                "-euc",
                FIND,
                "bash",
                Repository.root().toString());
    }

    private Path jdk(String name, String version) throws Exception {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(
                home.resolve("bin/javac"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static Result run(Map<String, String> environment, String... command) throws Exception {
        Path output = Files.createTempFile("script", ".out");
        Path errors = Files.createTempFile("script", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(new HashMap<>(environment));
            int code = builder.start().waitFor();
            return new Result(
                    code,
                    Files.readString(output).strip(),
                    Files.readString(errors).strip());
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
