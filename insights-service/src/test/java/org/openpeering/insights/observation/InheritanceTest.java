/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.RouteDistinguisher;
import org.openpeering.insights.activity.ActivityMeters;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.trace.Traces;

class InheritanceTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    /** Of a collector whose clock is ahead. */
    private static final long LATER_EPOCH = BEGIN.plusSeconds(3600).toEpochMilli() * 1000;

    private static final long LATER = ObservedSession.revision(LATER_EPOCH, 0);

    private static final IpAddress PEER = IpAddress.parse("192.0.2.1");

    private final ObjectMapper json = Json.mapper();
    private final MockProducer<byte[], byte[]> producer = Partitioned.producer(1);
    private final SendQueue queue = new SendQueue(1 << 20).start();
    private final KafkaSink sink = new KafkaSink(
            producer,
            queue,
            json,
            () -> BEGIN,
            Traces.off(),
            "this",
            "edge.example:8083",
            Optional::empty,
            Completions.toldAtOnce(),
            new ActivityMeters(new SimpleMeterRegistry()));
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, sink, () -> BEGIN);
    private final Set<String> alive = new HashSet<>(Set.of("this"));
    private boolean monitoredKnown = true;
    private final Inheritance inheritance =
            new Inheritance(collector, sink, new Patience(), () -> monitoredKnown, "this", alive::contains);

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void endsASessionThatDoesNotComeBackAndAllItsRoutes() throws JsonProcessingException {
        collector.monitor(IpPrefix.parse("203.0.113.0/24"), 1);
        history();
        producer.clear();
        inherit(session(true, BEGIN.minusSeconds(100)));

        inheritance.tick(BEGIN);
        inheritance.tick(BEGIN.plusSeconds(59));
        assertThat(history()).isEmpty();
        inheritance.tick(BEGIN.plusSeconds(61));

        assertThat(history()).hasSize(2);
        assertThat(sent(0, Topic.SESSION_STATES).path("established").asBoolean())
                .isFalse();
        assertThat(Partitioned.changes(producer))
                .singleElement()
                .isInstanceOfSatisfying(RouteChange.PeerTable.class, table -> {
                    assertThat(table.monitored()).isEqualTo(IpPrefix.parse("203.0.113.0/24"));
                    assertThat(table.held()).isEmpty();
                });
        inheritance.tick(BEGIN.plusSeconds(99));
        assertThat(history()).hasSize(2);
    }

    /** Its table came one route after another for more than a minute: what is not there yet was taken for withdrawn. */
    @Test
    void waitsForATableThatIsStillComing() {
        inherit(session(true, BEGIN.minusSeconds(100)));
        inheritance.tick(BEGIN);
        byte[] up = BmpBytes.peerUp(
                BmpBytes.Peer.of(PEER.toString(), 64496),
                BEGIN.getEpochSecond(),
                40_000,
                BgpBytes.modernOpen(65001, 0),
                BgpBytes.modernOpen(64496, 0));
        collector
                .open(new RouterIdentity("edge-1"))
                .receive(new BmpDecoder().decode(up, 0, up.length), Micros.of(BEGIN.plusSeconds(10)));
        collector.monitor(IpPrefix.parse("203.0.113.0/24"), 1);
        history();
        producer.clear();

        inheritance.tick(BEGIN.plusSeconds(61));
        inheritance.tick(BEGIN.plusSeconds(600));

        assertThat(history()).isEmpty();
    }

    @Test
    void endsASessionOfATableThatIsNoneOfTheInternetAnyMore() throws JsonProcessingException {
        BmpBytes.Peer vrf = BmpBytes.Peer.of(PEER.toString(), 64496).inVrf(7);
        SessionId id = new SessionId("edge-1", 1, RouteDistinguisher.parse("0:0:7"), PEER, null, RibView.PRE_POLICY);
        collector.monitor(IpPrefix.parse("203.0.113.0/24"), 1);
        BmpReceiver.Session router = collector.open(new RouterIdentity("edge-1"));
        for (byte[] message : List.of(
                BmpBytes.peerUp(
                        vrf,
                        BEGIN.getEpochSecond(),
                        40_000,
                        BgpBytes.modernOpen(65001, 0),
                        BgpBytes.modernOpen(64496, 0)),
                BmpBytes.routeMonitoring(vrf, BEGIN.getEpochSecond(), BgpBytes.endOfRib(Family.IPV4)),
                BmpBytes.routeMonitoring(vrf, BEGIN.getEpochSecond(), BgpBytes.endOfRib(Family.IPV6)))) {
            router.receive(new BmpDecoder().decode(message, 0, message.length), Micros.of(BEGIN));
        }
        history();
        producer.clear();
        inherit(new ObservedSession(
                "edge-1",
                PEER,
                new Asn(64496),
                PEER,
                true,
                BEGIN.minusSeconds(100),
                "",
                1,
                "before",
                0,
                id,
                null,
                null,
                null));

        inheritance.tick(BEGIN.plusSeconds(1));

        assertThat(sent(0, Topic.SESSION_STATES).path("established").asBoolean())
                .isFalse();
        assertThat(sent(0, Topic.SESSION_STATES).path("reason").asText()).isEqualTo("Deconfigured");
        assertThat(Partitioned.changes(producer))
                .singleElement()
                .isInstanceOfSatisfying(
                        RouteChange.PeerTable.class,
                        table -> assertThat(table.held()).isEmpty());
    }

    @Test
    void leavesAloneWhatWasDownOrIsOfThisLife() {
        inherit(session(false, BEGIN.minusSeconds(100)));
        inheritance.received(message(by("this", session(2, true, BEGIN.plusSeconds(1)))));
        inheritance.tick(BEGIN.plusSeconds(1000));
        assertThat(history()).isEmpty();
    }

    @Test
    void waitsUntilItIsKnownWhatIsMonitored() {
        monitoredKnown = false;
        inherit(session(true, BEGIN.minusSeconds(100)));
        inheritance.tick(BEGIN.plusSeconds(1000));
        assertThat(history()).isEmpty();
    }

    @Test
    void leavesAloneWhatAnotherCollectorHoldsUntilThatIsGone() throws JsonProcessingException {
        alive.add("other");
        inherit(by("other", session(true, BEGIN.minusSeconds(100))));
        inheritance.tick(BEGIN.plusSeconds(1000));
        assertThat(history()).isEmpty();

        alive.remove("other");
        inheritance.tick(BEGIN.plusSeconds(1001));
        inheritance.tick(BEGIN.plusSeconds(1061));
        assertThat(history()).isEmpty();
        inheritance.tick(BEGIN.plusSeconds(1062));
        assertThat(sent(0, Topic.SESSION_STATES).path("established").asBoolean())
                .isFalse();
        assertThat(sent(0, Topic.SESSION_STATES).path("collector").asText()).isEqualTo("this");
    }

    @Test
    void leavesAloneWhatCameBackToAnotherCollector() {
        inherit(by("gone", session(true, BEGIN.minusSeconds(100))));
        alive.add("other");
        inheritance.received(message(by("other", session(2, true, BEGIN.plusSeconds(20)))));
        inheritance.tick(BEGIN.plusSeconds(1000));
        assertThat(history()).isEmpty();
    }

    @Test
    void fallsSilentAboutWhatConnectsToAnotherCollector() throws JsonProcessingException {
        alive.add("other");
        var connection = collector.open(new RouterIdentity("edge-1"));
        byte[] up = BmpBytes.peerUp(
                BmpBytes.Peer.of(PEER.toString(), 64496),
                BEGIN.getEpochSecond(),
                40_000,
                BgpBytes.modernOpen(65001, 0),
                BgpBytes.modernOpen(64496, 0));
        connection.receive(new BmpDecoder().decode(up, 0, up.length), Micros.of(BEGIN));
        inherit(json.treeToValue(sent(0, Topic.SESSION_STATES), ObservedSession.class));
        connection.closed();
        inheritance.received(message(by("other", session(LATER, true, BEGIN.plusSeconds(20)))));

        collector.tick(BEGIN.plusSeconds(1000));
        inheritance.tick(BEGIN.plusSeconds(1000));

        assertThat(history()).hasSize(1);
        assertThat(collector.peers()).isEmpty();
        collector
                .open(new RouterIdentity("edge-1"))
                .receive(new BmpDecoder().decode(up, 0, up.length), Micros.of(BEGIN.plusSeconds(1001)));
        JsonNode again = sent(1, Topic.SESSION_STATES);
        assertThat(again.path("epoch").asLong()).isEqualTo(LATER_EPOCH + 1);
        assertThat(again.path("revision").asLong()).isGreaterThan(LATER);
    }

    @Test
    void takesWhatIsReadAgainForWhatItIs() {
        alive.add("other");
        inherit(by("other", session(2, true, BEGIN.minusSeconds(100))));
        inheritance.received(message(by("gone", session(1, true, BEGIN.minusSeconds(200)))));
        inheritance.tick(BEGIN.plusSeconds(1000));
        inheritance.tick(BEGIN.plusSeconds(2000));
        assertThat(history()).isEmpty();
    }

    /** What has been sent once nothing waits. */
    private List<ProducerRecord<byte[], byte[]>> history() {
        eventually(Duration.ofSeconds(20), () -> assertThat(queue.bytes()).isZero());
        sink.flush();
        return producer.history();
    }

    @Test
    void isSettledWhenNothingIsCarriedThatNoCollectorHolds() {
        assertThat(inheritance.settled()).isFalse();
        alive.add("other");
        inherit(by("other", session(true, BEGIN.minusSeconds(100))));
        assertThat(inheritance.settled()).isTrue();
        alive.remove("other");
        assertThat(inheritance.settled()).isFalse();
        inheritance.tick(BEGIN);
        inheritance.tick(BEGIN.plusSeconds(3600));
        assertThat(inheritance.settled()).isTrue();
    }

    private void inherit(ObservedSession session) {
        inheritance.received(message(session));
        inheritance.caughtUp();
    }

    private static Received<ObservedSession> message(ObservedSession session) {
        return new Received<>(session.key(), session.revision(), session);
    }

    private static ObservedSession session(boolean established, Instant since) {
        return session(1, established, since);
    }

    private static ObservedSession session(long revision, boolean established, Instant since) {
        return new ObservedSession("edge-1", PEER, new Asn(64496), PEER, established, since, "", revision);
    }

    private static ObservedSession by(String collector, ObservedSession said) {
        return new ObservedSession(
                said.router(),
                said.peerAddress(),
                said.peerAsn(),
                said.localAddress(),
                said.established(),
                said.since(),
                said.reason(),
                said.revision(),
                collector,
                said.revision() >> 8,
                null,
                null,
                null,
                null);
    }

    private JsonNode sent(int index, Topic topic) throws JsonProcessingException {
        assertThat(history().get(index).topic()).isEqualTo(topic.topicName());
        return json.readTree(new String(history().get(index).value(), UTF_8));
    }

    /** The usual settings. */
    static final class Patience implements BmpConfig {
        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public Optional<List<String>> trustedSources() {
            return Optional.empty();
        }

        @Override
        public int maxWaiting() {
            return 1;
        }

        @Override
        public Duration initiationTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration grace() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Optional<List<String>> internetTables() {
            return Optional.empty();
        }

        @Override
        public Duration tablePatience() {
            return Duration.ofMinutes(15);
        }

        @Override
        public Duration resyncDelay() {
            return Duration.ofSeconds(30);
        }
    }
}
