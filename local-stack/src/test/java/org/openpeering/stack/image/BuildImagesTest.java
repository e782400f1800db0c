/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.stack.process.Repository;

/** What {@code build-images} says before it builds anything. {@code ImagesE2ETest} builds. */
class BuildImagesTest {
    private static final int UNUSABLE = 2;
    // What the script itself calls; no engine is among it.
    private static final List<String> TOOLS =
            List.of("bash", "env", "dirname", "cat", "sed", "grep", "head", "sort", "ls", "uname", "readlink", "tr");

    @TempDir
    Path folder;

    private record Result(int code, String output) {}

    @Test
    void helpNamesEveryOptionAndNeedsNothing() throws Exception {
        Result result = run("--help");

        assertThat(result.code()).isZero();
        assertThat(result.output())
                .contains(
                        "--native", "--tag TAG", "--base IMAGE", "--engine NAME", "--no-build", "--no-cache", "--work");
    }

    @Test
    void anOptionThatIsNotThereIsNamed() throws Exception {
        assertRefused(run("--nativ"), "there is no option --nativ");
    }

    @Test
    void anOptionWithoutItsValueIsNamed() throws Exception {
        assertRefused(run("--tag"), "--tag needs a value");
    }

    @Test
    void aServiceThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        assertRefused(run("partner"), "there is no service partner; there are partner-service");
    }

    @Test
    void withoutAnEngineItSaysWhatToInstall() throws Exception {
        assertRefused(run(), "none of podman, buildah and docker is installed", "apt-get install buildah");
    }

    @Test
    void anEngineThatDoesNotWorkIsNamed() throws Exception {
        program("docker", "exit 1");

        assertRefused(run(), "docker is here but 'docker info' fails");
    }

    @Test
    void anEngineThatIsNoneIsRefused() throws Exception {
        assertRefused(run("--engine", "kaniko"), "--engine is podman, buildah or docker, not kaniko");
    }

    @Test
    void missingExecutablesAreAllNamedWithTheWayToBuildThem() throws Exception {
        Path copy = folder.resolve("copy");
        for (String part : List.of("build-images", "build-config/find-jdk.sh")) {
            Path target = copy.resolve(part);
            Files.createDirectories(target.getParent());
            Files.copy(Repository.root().resolve(part), target);
        }

        Result result = run(copy.resolve("build-images"), "--native", "gateway", "prefix-service");

        assertRefused(
                result,
                "gateway/target/*-runner prefix-service/target/*-runner",
                "mvn package -Dnative",
                "GRAALVM_HOME");
    }

    private static void assertRefused(Result result, String... parts) {
        assertThat(result.output()).contains(parts);
        assertThat(result.code()).isEqualTo(UNUSABLE);
    }

    private Result run(String... arguments) throws Exception {
        return run(Repository.root().resolve("build-images"), arguments);
    }

    private Result run(Path script, String... arguments) throws Exception {
        for (String tool : TOOLS) {
            program(tool, "exec " + where(tool) + " \"$@\"");
        }
        List<String> command = new ArrayList<>(List.of(where("bash").toString(), script.toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Result(builder.start().waitFor(), Files.readString(output));
    }

    private static Path where(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private void program(String name, String text) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path file = Files.writeString(bin.resolve(name), "#!" + where("bash") + "\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
