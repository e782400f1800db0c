/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.replay.scenario.Telling.Announced;
import org.openpeering.replay.scenario.Telling.Complete;
import org.openpeering.replay.scenario.Telling.Down;
import org.openpeering.replay.scenario.Telling.Up;
import org.openpeering.replay.scenario.Telling.Withdrawn;

class NetworkTest {
    private static final String PREFIX = "203.0.113.0/24";

    private static Scenario played(Function<Plot, Scenario> told) {
        return told.apply(new Plot(LocalDate.parse("2026-03-01"), Settings.DEFAULT));
    }

    private static List<Telling> after(Scenario scenario, String begin) {
        return scenario.tellings().stream()
                .filter(telling -> telling.at().compareTo(Duration.parse(begin)) >= 0)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedTellsTheSame(Incident incident) {
        assertThat(incident.scenario(Settings.DEFAULT)).isEqualTo(incident.scenario(Settings.DEFAULT));
        assertThat(incident.scenario(new Settings(2, 1_000, Stand.NOBODY)))
                .isNotEqualTo(incident.scenario(Settings.DEFAULT));
    }

    /** Sessions that are up tell routes, each its own, and take back what they have told alone. */
    @ParameterizedTest
    @EnumSource
    void whatIsToldIsInOrder(Incident incident) {
        Map<Peer, Set<IpPrefix>> told = new HashMap<>();
        Duration last = Duration.ZERO;
        for (Telling telling : incident.scenario(Settings.DEFAULT).tellings()) {
            assertThat(telling.at()).isGreaterThanOrEqualTo(last);
            last = telling.at();
            Peer peer = telling.peer();
            switch (telling.said()) {
                case Up _ -> assertThat(told.put(peer, new HashSet<>())).isNull();
                case Down _ -> assertThat(told.remove(peer)).isNotNull();
                case Complete _ -> assertThat(told).containsKey(peer);
                case Announced announced -> {
                    List<Asn> path = announced.path().asns().toList();
                    assertThat(path).startsWith(peer.asn());
                    List<Asn> networks = new ArrayList<>(path);
                    networks.removeIf(asn -> networks.indexOf(asn) != networks.lastIndexOf(asn)
                            && path.lastIndexOf(asn) - path.indexOf(asn) + 1
                                    == path.stream().filter(asn::equals).count());
                    assertThat(networks).doesNotHaveDuplicates();
                    assertThat(announced.prefixes()).hasSizeBetween(1, Block.MOST);
                    told.get(peer).addAll(announced.prefixes());
                }
                case Withdrawn withdrawn ->
                    assertThat(told.get(peer).removeAll(withdrawn.prefixes())).isTrue();
            }
        }
        assertThat(told).hasSize(Plot.PEERS.size());
    }

    @Test
    void ofAChangeOneHearsAtOnceAndTheLastOneWithinTheTimeOfConvergence() {
        Scenario scenario = played(plot -> {
            plot.begin("12:00");
            plot.at("12:05").announce(PREFIX, "6939 64500");
            return plot.end("12:10");
        });

        List<Telling> tellings = after(scenario, "PT5M");
        assertThat(tellings).extracting(Telling::peer).containsExactlyInAnyOrderElementsOf(Plot.PEERS);
        assertThat(tellings.getFirst().at()).isBetween(Duration.parse("PT5M0.3S"), Duration.parse("PT5M2S"));
        assertThat(tellings.getLast().at()).isBetween(Duration.parse("PT5M20S"), Duration.parse("PT5M50S"));
    }

    @Test
    void theShorterPathIsTakenUnlessAnotherIsPreferred() {
        Scenario scenario = played(plot -> {
            plot.begin("12:00");
            plot.table(PREFIX, "3356 64500");
            plot.at("12:05").announce(PREFIX, "6939 64499 64499 64499");
            plot.at("12:10").by(4).preferred().announce(PREFIX, "4134 64498 64498 64498");
            return plot.end("12:15");
        });

        assertThat(after(scenario, "PT5M"))
                .hasSize(4)
                .allSatisfy(telling -> assertThat(telling.at()).isGreaterThan(Duration.parse("PT10M")))
                .extracting(
                        telling -> ((Announced) telling.said()).path().origin().orElseThrow())
                .containsOnly(new Asn(64498));
    }

    @Test
    void whoLosesARouteTriesLongerWaysBeforeItIsGone() {
        Scenario scenario = played(plot -> {
            plot.begin("12:00");
            plot.table(PREFIX, "6939 64500");
            plot.at("12:05").withdraw(PREFIX, "6939 64500");
            return plot.end("12:10");
        });

        List<Telling> tellings = after(scenario, "PT5M");
        assertThat(tellings.stream().filter(telling -> telling.said() instanceof Withdrawn))
                .extracting(Telling::peer)
                .containsExactlyInAnyOrderElementsOf(Plot.PEERS);
        assertThat(tellings.stream().filter(telling -> telling.said() instanceof Announced))
                .isNotEmpty()
                .allSatisfy(telling -> assertThat(telling.peer().upstreams()).hasSize(2));
    }

    @Test
    void aSessionThatIsResetTellsItsTableAgain() {
        Scenario scenario = played(plot -> {
            plot.begin("12:00");
            plot.table(PREFIX, "3356 64500");
            plot.at("12:05").reset(4);
            return plot.end("12:10");
        });

        List<Telling> tellings = after(scenario, "PT5M");
        assertThat(tellings).extracting(Telling::peer).containsOnly(Plot.PEERS.get(4));
        assertThat(tellings)
                .extracting(telling -> telling.said().getClass().getSimpleName())
                .containsExactly("Down", "Up", "Announced", "Complete");
    }

    @Test
    void massesAreAsManyAsSettingsAllow() {
        assertThat(prefixes(Incident.SAFE_HOST_2019, 70_000)).isEqualTo(70_000 + 2);
        assertThat(prefixes(Incident.SAFE_HOST_2019, 100_000)).isEqualTo(70_000 + 2);
        assertThat(prefixes(Incident.VERIZON_2019, 999)).isEqualTo(3 * 999 + 5);
        assertThatThrownBy(() -> new Settings(1, 0, Stand.NOBODY)).hasMessageContaining("1 to 100000, not 0");
    }

    private static long prefixes(Incident incident, int routes) {
        return incident.scenario(new Settings(1, routes, Stand.NOBODY)).tellings().stream()
                .filter(telling -> telling.said() instanceof Announced)
                .flatMap(telling -> ((Announced) telling.said()).prefixes().stream())
                .distinct()
                .count();
    }

    @Test
    void anotherPrefixStandsForTheVictimWithItsPartsInTheirPlaces() {
        Stand stand = new Stand(IpPrefix.parse("2001:db8:81::/48"), new Asn(65547), new Asn(65551));
        Scenario scenario = Incident.YOUTUBE_2008.scenario(new Settings(1, 1, stand));

        assertThat(scenario.watched())
                .containsExactly(new Watched(
                        IpPrefix.parse("2001:db8:81::/48"), List.of(new Asn(65547)), List.of(new Asn(65551))));
        assertThat(scenario.tellings().stream()
                        .filter(telling -> telling.said() instanceof Announced)
                        .flatMap(telling -> ((Announced) telling.said()).prefixes().stream())
                        .distinct())
                .extracting(IpPrefix::toString)
                .containsExactlyInAnyOrder(
                        "2001:db8:81::/48", "2001:db8:81:4000::/50", "2001:db8:81:4000::/51", "2001:db8:81:6000::/51");
        assertThat(paths(scenario))
                .contains(AsPath.of(3356, 65551, 65547), AsPath.of(1299, 3491, 17557))
                .noneMatch(path -> path.asns().anyMatch(new Asn(36561)::equals));
    }

    private static List<AsPath> paths(Scenario scenario) {
        return scenario.tellings().stream()
                .filter(telling -> telling.said() instanceof Announced)
                .map(telling -> ((Announced) telling.said()).path())
                .distinct()
                .toList();
    }

    @Test
    void aStandInThatIsTooSmallIsRefused() {
        Stand stand = new Stand(IpPrefix.parse("203.0.113.0/25"), null, null);
        assertThatThrownBy(() -> Incident.RESOLVER_2024.scenario(new Settings(1, 1, stand)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("room for a /32 at a /24, which 203.0.113.0/25 does not have");
    }
}
