/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.stack.ScriptTree.Result;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.Repository;

/** Which JDK is found, and how a token is asked for. */
class ScriptsTest {
    private static final String FIND = ". build-config/find-jdk.sh; require_jdk; echo \"$JAVA_HOME\"";

    @TempDir
    Path folder;

    private ScriptTree tree;

    @BeforeEach
    void freshClone() throws Exception {
        tree = new ScriptTree(folder);
    }

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
    void theOneThatWasFetchedIntoTheTreeComesBeforeTheUsualFolders() throws Exception {
        Path fetched = tree.jdk(tree.root.resolve(".local/jdk-25.0.1+8"), "25.0.1");

        assertThat(findJdk(jdk("old", "17.0.15"), jdk("other", "26")).output()).isEqualTo(fetched.toString());
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
        Result result = tree.lend("curl")
                .with("OPENPEERING_KEYCLOAK_PORT", Integer.toString(Ports.free()))
                .run("sh", Repository.root().resolve("local-stack/token").toString(), "customer");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).contains("Keycloak does not answer").contains("is ./start running?");
    }

    @Test
    void withoutGraalVmEverythingButTheImageBuilderRuns() throws Exception {
        Result nothing = testNative("true", "");

        assertThat(nothing.output()).contains("-Dnative -Dquarkus.native.sources-only=true");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.errors()).isEqualTo("partner-service: nothing was prepared for the image builder");
        String made = "for s in partner-service prefix-service insights-service gateway; do"
                + " mkdir -p $s/target/native-sources && echo x > $s/target/native-sources/native-image.args; done";
        assertThat(testNative(made, "").code()).isZero();
    }

    @Test
    void withGraalVmTheExecutablesAreTested() throws Exception {
        Result result = testNative("true", "/opt/graalvm");

        assertThat(result.code()).isZero();
        assertThat(result.output()).contains("verify -Dnative -DskipUTs").doesNotContain("sources-only");
        assertThat(testNative("false", "/opt/graalvm").code()).isEqualTo(1);
    }

    /** @param maven what it does beside saying its arguments */
    private Result testNative(String maven, String graalVm) throws Exception {
        return tree.program("mvn", "echo \"$@\"\n" + maven)
                .with("GRAALVM_HOME", graalVm)
                .run(
                        "bash",
                        "-uc",
                        "cd \"$1\" && . \"$2/build-config/native.sh\" && test_native",
                        "bash",
                        folder.toString(),
                        Repository.root().toString());
    }

    private Result findJdk(Path javaHome, Path... candidates) throws Exception {
        String folders =
                String.join(":", Arrays.stream(candidates).map(Path::toString).toList());
        return tree.with("JAVA_HOME", javaHome.toString())
                .with("OPENPEERING_JDK_FOLDERS", folders)
                .run("bash", "-euc", FIND);
    }

    private Path jdk(String name, String version) throws Exception {
        return tree.jdk(folder.resolve(name), version);
    }
}
