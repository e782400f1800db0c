/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.Announced;
import org.openpeering.contract.insights.RouteChange.Synced;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Effect;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.Story;

class PrefixStatesTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("2001:db8:1::/48");
    private static final IpPrefix PART = IpPrefix.parse("2001:db8:1:8000::/49");
    private static final IpPrefix LONGER = IpPrefix.parse("2001:db8:1:8000::/50");
    private static final MonitoredPrefix DECLARED =
            new MonitoredPrefix(PREFIX, 7, List.of(new Asn(Story.OWNER)), List.of(Story.PRIMARY_SESSION));
    private final Detection detection = new Detection(new Limits(1, 2, 3));
    private final TopologyFixture topology = new TopologyFixture(Story.START);
    private final PrefixStates store = topology.states();

    @AfterEach
    void close() {
        topology.close();
    }

    private Tracked reread(IpPrefix prefix) {
        try (TopologyFixture next = topology.restarted(Story.START)) {
            return next.states().load(prefix);
        }
    }

    @Test
    void whatIsReadAfterARestartIsWhatWasWritten() {
        Tracked tracked = store.load(PREFIX);
        tracked = save(tracked, tracked.after(detection.declare(tracked.state(), DECLARED, Story.START), 1));
        List<RouteChange> changes = List.of(
                new Synced(PREFIX, Story.START, 7),
                new Announced(PREFIX, Story.START, Story.PARTNER.route(PREFIX, Story.START, "64496 64500")),
                new Announced(PREFIX, Story.START, Story.TRANSIT.route(PREFIX, Story.START, "64498 {64500,64501}")),
                new Announced(PREFIX, Story.START, Story.TRANSIT.route(PART, Story.START, "64498 64666")),
                new Announced(PREFIX, Story.START, Story.TRANSIT.route(LONGER, Story.START, "64498 64666")),
                Story.PARTNER.withdrawal(PREFIX, PREFIX, Story.START, WithdrawalCause.OUT_OF_SIGHT),
                Story.TRANSIT.withdrawal(PREFIX, PART, Story.START, WithdrawalCause.EXPLICIT));
        for (RouteChange change : changes) {
            Effect effect = detection.apply(tracked.state(), change);
            tracked = save(tracked, tracked.after(effect, 1, 42, change.arrived()));
        }
        assertThat(tracked.recent()).hasSize(4);
        assertThat(tracked.state().open()).hasSize(2);
        Effect revoked = detection.revoke(tracked.state(), 8, Story.START);
        save(tracked, tracked.after(revoked, 2));
    }

    private Tracked save(Tracked before, Tracked after) {
        store.save(before, after);
        assertThat(reread(PREFIX)).isEqualTo(after);
        return after;
    }

    @Test
    void prefixesThatStartAlikeAreKeptApart() {
        IpPrefix shorter = IpPrefix.parse("2000::/3");
        IpPrefix other = IpPrefix.parse("2000::/32");
        for (IpPrefix prefix : List.of(shorter, other)) {
            Tracked before = store.load(prefix);
            RouteChange change =
                    new Announced(prefix, Story.START, Story.TRANSIT.route(prefix, Story.START, "64498 64500"));
            store.save(before, before.after(detection.apply(before.state(), change), 1, 1, Story.START));
        }
        store.forget(other);
        assertThat(reread(shorter).state().exact()).hasSize(1);
        assertThat(reread(other)).isEqualTo(Tracked.of(other));
        assertThat(topology.stored()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void theStateThatAnOlderProgramHasWrittenIsReadAndWrittenAnewPieceByPiece(String version) throws IOException {
        IpPrefix prefix = IpPrefix.parse("203.0.113.0/24");
        IpPrefix part = IpPrefix.parse("203.0.113.0/25");
        restore(version);
        Tracked tracked = store.load(prefix);
        assertThat(tracked.state().declared().revision()).isEqualTo(7);
        assertThat(tracked.state().context()).isNotNull();
        assertThat(tracked.state().exact().values())
                .extracting(ObservedRoute::router, route -> route.asPath().toString())
                .containsExactly(tuple("edge-1", "64496 64500"));
        assertThat(tracked.state().others()).hasSize(version.equals("v1") ? 1 : 2);
        assertThat(tracked.state().open().values())
                .extracting(RoutingEvent::type)
                .hasSize(tracked.state().others().size())
                .containsOnly(EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT);
        assertThat(tracked.state().beyond().any()).isFalse();
        Effect effect = new Detection(Limits.DEFAULT)
                .apply(tracked.state(), Story.TRANSIT.withdrawal(prefix, part, Story.START, WithdrawalCause.EXPLICIT));
        assertThat(effect.events()).extracting(RoutingEvent::revision).containsExactly(2L);
    }

    /** Text behind the key as it is, or bytes in hexadecimal. */
    private void restore(String version) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/state/" + version + ".tsv")) {
            new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .forEach(cells -> store.restored(
                            cells[0].getBytes(UTF_8),
                            version.equals("v1")
                                    ? cells[1].getBytes(UTF_8)
                                    : HexFormat.of().parseHex(cells[1])));
        }
    }

    @Test
    void ofWhatAnOlderProgramHasLeftOutAnyOpenEventMayBeCarried() {
        IpPrefix prefix = IpPrefix.parse("203.0.113.0/24");
        Detection small = new Detection(new Limits(1, 10, 10));
        Tracked tracked = store.load(prefix);
        tracked = tracked.after(
                small.declare(
                        tracked.state(),
                        new MonitoredPrefix(prefix, 7, List.of(new Asn(Story.OWNER)), List.of()),
                        Story.START),
                1);
        for (Story.Peer peer : List.of(Story.TRANSIT, Story.PARTNER)) {
            Effect effect = small.apply(
                    tracked.state(),
                    new Announced(
                            prefix,
                            Story.START,
                            peer.route(IpPrefix.parse("203.0.113.0/25"), Story.START, peer.asn() + " 64666")));
            tracked = tracked.after(effect, 1, 1, Story.START);
        }
        store.save(Tracked.of(prefix), tracked);
        Map<String, byte[]> written = topology.changelog();
        written.keySet().removeIf(key -> key.startsWith("o|"));
        written.computeIfPresent("s|" + prefix + "|", (key, head) -> asVersion2(head));
        try (TopologyFixture next = new TopologyFixture(Story.START)) {
            written.forEach((key, value) -> next.states().restored(key.getBytes(UTF_8), value));
            Tracked read = next.states().load(prefix);
            assertThat(read.state().beyond().offenders())
                    .isEqualTo(tracked.state().beyond().offenders());
            assertThat(read.state().beyond().any()).isTrue();
            assertThat(next.changelog().keySet()).hasSize(2).anyMatch(key -> key.startsWith("o|"));
        }
    }

    /** Without the last four members, which are a byte each here. */
    private static byte[] asVersion2(byte[] head) {
        byte[] older = Arrays.copyOf(head, head.length - 4);
        older[0] = 2;
        return older;
    }
}
