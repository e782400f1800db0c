/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.stack.ScriptTree.Result;
import org.openpeering.stack.process.Repository;

/** What {@code ./start} and {@code ./test} do on a machine that lacks what they need. */
class SetUpTest {
    private static final String ALL = column(1);
    private static final String COMMANDS = column(0);
    private static final String INSTALL = "apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends ";

    @TempDir
    Path folder;

    private ScriptTree tree;

    @BeforeEach
    void freshMachine() throws Exception {
        tree = new ScriptTree(folder).apt(ALL, "mvn").program("id", "echo 0\n").build();
        Files.delete(tree.root.resolve("gateway/target/quarkus-app/quarkus-run.jar"));
        tree.jdk(tree.root.resolve(".local/jdk-25"), "25");
    }

    @Test
    void withoutAnybodyToAskNothingIsInstalledAndItIsSaidWhatToDo() throws Exception {
        Result result = tree.run("./start");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.output())
                .contains("mvn         package maven: 1,234 kB to fetch, 5,678 kB on disk")
                .contains("without it: nothing can be built")
                .contains("This installs it:\n  apt-get update && apt-get install -y --no-install-recommends maven");
        assertThat(result.errors())
                .contains("Nothing was installed, since nobody is here to say yes")
                .contains("--yes")
                .contains("Still missing: mvn; without it nothing can be built.");
        assertThat(tree.changes()).isEmpty();
    }

    @Test
    void afterAYesItIsInstalledByTheCommandThatWasShownAndTheStartGoesOn() throws Exception {
        Result result = tree.onTerminal("y\n", "./start");

        assertThat(result.output()).contains("Install that now? [y/N]", "Building, since ");
        assertThat(tree.changes().subList(0, 2)).containsExactly("apt-get -qq update", INSTALL + "maven");
        assertThat(tree.changes().get(2)).startsWith(folder.resolve("bin/mvn") + " -B -DskipTests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "\n", "what?\n"})
    void afterAnythingElseNothingIsInstalledAndItIsSaidWhatWillNotWork(String answer) throws Exception {
        Result result = tree.onTerminal(answer, "./start");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.output())
                .contains("Nothing was installed.", "Still missing: mvn; without it nothing can be built.");
        assertThat(tree.changes()).isEmpty();
    }

    @Test
    void yesAsAnOptionAsksNothing() throws Exception {
        Result result = tree.onTerminal("", "./start", "--yes");

        assertThat(result.output()).contains("package maven: 1,234 kB").doesNotContain("[y/N]");
        assertThat(tree.changes()).contains("apt-get -qq update", INSTALL + "maven");
    }

    @Test
    void whereCiIsSetNothingIsAsked() throws Exception {
        tree.with("CI", "true").run("./start");

        assertThat(tree.changes()).contains("apt-get -qq update", INSTALL + "maven");
    }

    @Test
    void whoIsNotRootUsesSudo() throws Exception {
        tree.program("id", "echo 1000\n").program("sudo", "\"$@\"\n");

        Result result = tree.run("./start", "--yes");

        assertThat(result.output()).contains("sudo apt-get update && sudo apt-get install -y");
        assertThat(tree.changes())
                .contains("sudo apt-get -qq update", "sudo env DEBIAN_FRONTEND=noninteractive " + INSTALL + "maven");
    }

    @Test
    void whoIsNeitherRootNorHasSudoIsToldWhoCan() throws Exception {
        Result result = tree.program("id", "echo 1000\n").run("./start", "--yes");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errors()).contains("Let root run the command above");
        assertThat(tree.changes()).noneMatch(call -> call.contains("install"));
    }

    @Test
    void onAMachineWithoutPackageListsTheyAreReadAsideToKnowTheSizes() throws Exception {
        tree.apt("", "").program("apt-get", """
                case "$*" in
                  *.local/apt/lists*" -qq update") echo maven > "${CALLS%/*}/packages" ;;
                  *" --print-uris "*)
                    echo "Need to get 7 MB of archives."
                    echo "After this operation, 8 MB of additional disk space will be used." ;;
                esac
                """);

        Result result = tree.run("./start");

        assertThat(result.output()).contains("package maven: 7 MB to fetch, 8 MB on disk");
        assertThat(tree.changes())
                .singleElement()
                .asString()
                .startsWith("apt-get -o Dir::State::lists=" + tree.root.resolve(".local/apt/lists"))
                .endsWith("-qq update");
        assertThat(tree.root.resolve(".local/apt")).doesNotExist();
    }

    @Test
    void aPackageThatTheDistributionDoesNotHaveIsNamed() throws Exception {
        Result result = tree.apt("nodejs", "").run("./start", "--yes");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.output()).contains("package maven, which the package lists of this machine do not have");
        assertThat(tree.changes()).noneMatch(call -> call.contains("install"));
    }

    @Test
    void aPackageThatCanNotBeInstalledDoesNotHinderTheOthers() throws Exception {
        tree.apt(ALL, "mvn");
        Files.move(folder.resolve("bin/apt-get"), folder.resolve("apt-get"));
        tree.program("apt-get", """
                case "$*" in
                  *--print-uris*npm*) echo 'E: Unable to correct problems, you have held broken packages.'; exit 100 ;;
                esac
                exec "%s" "$@"
                """.formatted(folder.resolve("apt-get")));

        Result result = tree.run("./test", "--yes", "-o");

        assertThat(result.code()).isZero();
        assertThat(result.output())
                .contains("npm         package npm, which apt-get can not install here: E: Unable to correct problems")
                .contains("npm (Debian package npm) is missing, skipped");
        assertThat(tree.changes()).contains(INSTALL + ALL.replace(" npm", ""));
    }

    @Test
    void whatCouldNotBeInstalledIsSaid() throws Exception {
        tree.program(
                "apt-get",
                "case \"$*\" in *--print-uris*) ;; *install\\ -y*) echo 'E: no space' >&2; exit 100 ;; esac\n");

        Result result = tree.run("./start", "--yes");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errors()).contains("E: no space", "Not everything could be installed.", "Still missing: mvn");
    }

    @Test
    void withoutAptGetItIsSaidWhatIsNeeded() throws Exception {
        Files.delete(folder.resolve("bin/apt-get"));

        Result result = tree.run("./start", "--yes");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.output()).contains("Debian's package maven; this machine has no apt-get");
    }

    @Test
    void mavenIsNotWantedWhereEverythingIsBuilt() throws Exception {
        Result result = tree.build().run("./start");

        assertThat(result.code()).isZero();
        assertThat(result.output()).startsWith("launched ").doesNotContain("Missing");
    }

    @Test
    void aJdkOfTheDistributionIsPreferred() throws Exception {
        Files.delete(tree.root.resolve(".local/jdk-25/bin/javac"));

        Result result = tree.apt(ALL + " openjdk-25-jdk-headless", "mvn").run("./start", "--yes");

        assertThat(result.output())
                .contains("jdk         package openjdk-25-jdk-headless: 1,234 kB to fetch")
                .contains("All packages together: 1,234 kB to fetch, 5,678 kB on disk");
        assertThat(tree.changes()).contains(INSTALL + "openjdk-25-jdk-headless maven");
    }

    @Test
    void testsGoOnWithoutWhatOnlySomeOfThemNeedAndSayWhatTheySkip() throws Exception {
        tree.program("mvn", "echo tests\n");

        Result result = tree.run("./test", "-o");

        assertThat(result.code()).isZero();
        assertThat(tree.changes()).containsExactly("mvn -B -ntp -T 2 verify -o");
        assertThat(result.output())
                .contains("npm         package npm: 1,234 kB to fetch, 5,678 kB on disk")
                .contains("without it: ./test skips the tests with the published API client");
        assertThat(result.output().substring(result.output().indexOf("tests\nNot everything was tested:")))
                .contains("gobgpd (Debian package gobgpd) is missing, skipped: the tests with a real BGP speaker")
                .contains("npm (Debian package npm) is missing, skipped");
    }

    @Test
    void testsWithYesInstallAllOfItAndSkipNothing() throws Exception {
        tree.apt(ALL, COMMANDS).with("GRAALVM_HOME", "/opt/graalvm");

        Result result = tree.run("./test", "--yes", "-o");

        assertThat(result.code()).isZero();
        assertThat(tree.changes())
                .containsExactly(
                        "apt-get -qq update", INSTALL + ALL, folder.resolve("bin/mvn") + " -B -ntp -T 2 verify -o");
        assertThat(result.output()).doesNotContain("Not everything was tested");
    }

    @Test
    void testsDoNotBeginWithoutMaven() throws Exception {
        Result result = tree.run("./test");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errors()).contains("Still missing: mvn; without it nothing can be built.");
    }

    @Test
    void whereNothingIsMissingNothingIsSaid() throws Exception {
        for (String command : COMMANDS.split(" ", -1)) {
            tree.program(command, "");
        }

        assertThat(tree.run("./test", "-o").output()).startsWith("JDK: ");
        assertThat(tree.calls()).containsExactly("mvn -B -ntp -T 2 verify -o");
    }

    /** A column of the table, but for the JDK. */
    private static String column(int number) {
        try (Stream<String> rows = Files.lines(Repository.root().resolve("build-config/needs"))) {
            return rows.filter(row -> row.matches("[a-z].*") && !row.startsWith("jdk "))
                    .map(row -> row.split(" +", -1)[number])
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
