/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.trace.Traces;

class InheritanceTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    /** Of a collector whose clock is ahead. */
    private static final long LATER = BEGIN.plusSeconds(3600).toEpochMilli();

    private static final IpAddress PEER = IpAddress.parse("192.0.2.1");

    private final ObjectMapper json = Json.mapper();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaSink sink = new KafkaSink(producer, json, () -> BEGIN, Traces.off(), "this");
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, sink, () -> BEGIN);
    private final Set<String> alive = new HashSet<>(Set.of("this"));
    private boolean monitoredKnown = true;
    private final Inheritance inheritance =
            new Inheritance(collector, sink, new Patience(), () -> monitoredKnown, BEGIN, "this", alive::contains);

    @Test
    void endsASessionThatDoesNotComeBackAndAllItsRoutes() throws JsonProcessingException {
        collector.monitor(IpPrefix.parse("203.0.113.0/24"), 1);
        producer.clear();
        inherit(session(true, BEGIN.minusSeconds(100)));

        inheritance.tick(BEGIN.plusSeconds(59));
        assertThat(producer.history()).isEmpty();
        inheritance.tick(BEGIN.plusSeconds(61));

        assertThat(producer.history()).hasSize(2);
        assertThat(sent(0, Topic.SESSION_STATES).path("established").asBoolean())
                .isFalse();
        JsonNode table = sent(1, Topic.ROUTE_CHANGES);
        assertThat(table.path("kind").asText()).isEqualTo("PeerTable");
        assertThat(table.path("monitored").asText()).isEqualTo("203.0.113.0/24");
        assertThat(table.path("held")).isEmpty();
        inheritance.tick(BEGIN.plusSeconds(99));
        assertThat(producer.history()).hasSize(2);
    }

    @Test
    void leavesAloneWhatWasDownOrIsOfThisLife() {
        inherit(session(false, BEGIN.minusSeconds(100)));
        inheritance.received(message(session(2, true, BEGIN.plusSeconds(1)).by("this")));
        inheritance.tick(BEGIN.plusSeconds(1000));
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void waitsUntilItIsKnownWhatIsMonitored() {
        monitoredKnown = false;
        inherit(session(true, BEGIN.minusSeconds(100)));
        inheritance.tick(BEGIN.plusSeconds(1000));
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void leavesAloneWhatAnotherCollectorHoldsUntilThatIsGone() throws JsonProcessingException {
        alive.add("other");
        inherit(session(true, BEGIN.minusSeconds(100)).by("other"));
        inheritance.tick(BEGIN.plusSeconds(1000));
        assertThat(producer.history()).isEmpty();

        alive.remove("other");
        inheritance.tick(BEGIN.plusSeconds(1001));
        inheritance.tick(BEGIN.plusSeconds(1061));
        assertThat(producer.history()).isEmpty();
        inheritance.tick(BEGIN.plusSeconds(1062));
        assertThat(sent(0, Topic.SESSION_STATES).path("established").asBoolean())
                .isFalse();
        assertThat(sent(0, Topic.SESSION_STATES).path("collector").asText()).isEqualTo("this");
    }

    @Test
    void leavesAloneWhatCameBackToAnotherCollector() {
        inherit(session(true, BEGIN.minusSeconds(100)).by("gone"));
        alive.add("other");
        inheritance.received(message(session(2, true, BEGIN.plusSeconds(20)).by("other")));
        inheritance.tick(BEGIN.plusSeconds(1000));
        assertThat(producer.history()).isEmpty();
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
        connection.receive(BmpDecoder.decode(up, 0, up.length), BEGIN);
        inherit(json.treeToValue(sent(0, Topic.SESSION_STATES), ObservedSession.class));
        connection.closed();
        inheritance.received(message(session(LATER, true, BEGIN.plusSeconds(20)).by("other")));

        collector.tick(BEGIN.plusSeconds(1000));
        inheritance.tick(BEGIN.plusSeconds(1000));

        assertThat(producer.history()).hasSize(1);
        assertThat(collector.peers()).isEmpty();
        assertThat(sink.nextRevision()).isEqualTo(LATER + 1);
    }

    @Test
    void takesWhatIsReadAgainForWhatItIs() {
        alive.add("other");
        inherit(session(2, true, BEGIN.minusSeconds(100)).by("other"));
        inheritance.received(message(session(1, true, BEGIN.minusSeconds(200)).by("gone")));
        inheritance.tick(BEGIN.plusSeconds(1000));
        inheritance.tick(BEGIN.plusSeconds(2000));
        assertThat(producer.history()).isEmpty();
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

    private JsonNode sent(int index, Topic topic) throws JsonProcessingException {
        assertThat(producer.history().get(index).topic()).isEqualTo(topic.topicName());
        return json.readTree(new String(producer.history().get(index).value(), UTF_8));
    }

    /** The usual settings. */
    private static final class Patience implements BmpConfig {
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
        public Duration resyncDelay() {
            return Duration.ofSeconds(30);
        }
    }
}
