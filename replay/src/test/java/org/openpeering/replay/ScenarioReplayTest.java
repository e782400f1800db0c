/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.rpki.OriginValidation;
import org.openpeering.registry.rpki.RpkiJson;
import org.openpeering.registry.rpki.VrpTable;
import org.openpeering.replay.scenario.Incident;

@Timeout(60)
class ScenarioReplayTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private String said() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        return Main.run(arguments, new Replay(out, false), out);
    }

    @Test
    void allScenariosAreListedALineEach() {
        assertThat(run("--scenario", "list")).isZero();

        assertThat(said().lines()).hasSize(Incident.values().length);
        assertThat(said()).contains("youtube-2008         2008-02-24  Pakistan Telecom announces a part of");
    }

    @Test
    void aNameThatIsNoneIsAnsweredWithThoseThatThereAre() {
        assertThat(run("--scenario", "youtube", "--as", "bmp")).isEqualTo(Main.UNUSABLE);

        assertThat(said())
                .startsWith("There is no scenario \"youtube\". There are:\n")
                .contains("\nceler-2022  ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|Missing required option: --as bmp or --as ris",
                "--as bmp --routes 0|--routes is a number from 1 to 100000, not \"0\"",
                "--as bmp --routes many|--routes is a number from 1 to 100000, not \"many\"",
                "--as bmp --seed -1|--seed is a number from 0 to 999999999, not \"-1\"",
                "--as bmp --victim 203.0.113.7/24|has host bits set",
                "--as bmp --victim 203.0.113.0/31|room for a /24 at a /22, which 203.0.113.0/31 does not have",
                "--as bmp --owner customer|is not an AS number",
                "--as bmp --roas target|--roas is a file in a folder that there is, not \"target\"",
                "--as bmp --roas target/no/roas.json|--roas is a file in a folder that there is",
                "--as bmp --roas target/roas.json|There are no ROAs in youtube-2008",
            })
    void whatCanNotBeIsRefusedWithTheReason(String arguments, String reason) {
        List<String> all = new ArrayList<>(List.of("--scenario", "youtube-2008"));
        Stream.of((arguments == null ? "" : arguments).split(" ", -1))
                .filter(word -> !word.isEmpty())
                .forEach(all::add);

        assertThat(run(all.toArray(String[]::new))).isEqualTo(Main.UNUSABLE);

        assertThat(said()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.0/24", "2001:db8:81::/48"})
    void asARouterItsPeersTellTheScenarioAndThatItIsNow(String victim) throws Exception {
        Instant begin = Instant.now().minusSeconds(1);
        try (Collector collector =
                new Collector(time -> Duration.between(begin, time).abs().toMinutes() < 2)) {
            String port = Integer.toString(collector.port());
            assertThat(run(
                            "--scenario",
                            "youtube-2008",
                            "--as",
                            "bmp",
                            "--speed",
                            "max",
                            "--router",
                            "edge-9",
                            "--port",
                            port,
                            "--victim",
                            victim,
                            "--owner",
                            "65547",
                            "--upstream",
                            "65551"))
                    .as(said())
                    .isZero();

            List<String> told = collector.told();
            assertThat(told).startsWith("initiation edge-9").endsWith("termination");
            assertThat(told.stream().filter(each -> each.startsWith("up "))).hasSize(13);
            assertThat(told.stream().filter(each -> each.startsWith("down "))).hasSize(13);
            assertThat(told)
                    .contains(
                            "up 198.51.100.1 AS1299 by AS64496 with 1299",
                            "update 198.51.100.1 ROUTES",
                            "update 198.51.100.1 end of IPV4",
                            "update 198.51.100.1 end of IPV6")
                    .noneMatch(each -> each.contains("BAD") || each.contains("TREATED"));
            assertThat(said())
                    .contains("  " + victim + " of AS65547, beside AS65551")
                    .contains(" of 12 peers in ");
        }
    }

    @Test
    void itsRoasAreInAFileAtTheEndAsValidatorsExportThem(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("roas.json");
        try (Collector collector = new Collector(_ -> true)) {
            assertThat(run(
                            "--scenario",
                            "orange-2024",
                            "--as",
                            "bmp",
                            "--speed",
                            "max",
                            "--port",
                            Integer.toString(collector.port()),
                            "--victim",
                            "2001:db8:81::/48",
                            "--owner",
                            "65547",
                            "--roas",
                            file.toString()))
                    .as(said())
                    .isZero();
        }

        try (InputStream in = Files.newInputStream(file)) {
            VrpTable vrps = RpkiJson.read(in, RpkiJson.Limits.DEFAULT, Instant.now())
                    .data()
                    .vrps();
            assertThat(vrps.size()).isEqualTo(1);
            assertThat(OriginValidation.of(vrps, IpPrefix.parse("2001:db8:81::/48"), new Asn(65547))
                            .state())
                    .isEqualTo(OriginValidation.State.VALID);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }
}
