/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.activity.ActivityMeters;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.trace.Traces;

/** What Kafka refuses is told again, and until then it is a trouble. */
class RetellingTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final List<IpPrefix> WATCHED = List.of(PREFIX);
    private static final BmpBytes.Peer PEER = BmpBytes.Peer.of("192.0.2.1", 64496);
    private static final SessionId SESSION = SessionId.of("edge-1", IpAddress.parse("192.0.2.1"));
    private static final RouteChange.Withdrawn GONE = new RouteChange.Withdrawn(
            PREFIX,
            BEGIN,
            new RouteId(SESSION, PREFIX, 0),
            new Asn(64496),
            RouteChange.WithdrawalCause.EXPLICIT,
            new Speaker("this", 1));

    private final ObjectMapper json = Json.mapper();
    private final MockProducer<byte[], byte[]> producer = Partitioned.producer(1, false);
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
    private final Retelling retelling = new Retelling(collector, Optional.empty(), sink, () -> WATCHED);
    private BmpReceiver.Session router;

    @BeforeEach
    void connect() {
        collector.monitor(PREFIX, 1);
        router = collector.open(new RouterIdentity("edge-1"));
        receive(BmpBytes.peerUp(
                PEER, BEGIN.getEpochSecond(), 40_000, BgpBytes.modernOpen(65001, 0), BgpBytes.modernOpen(64496, 0)));
        allSent();
    }

    private void receive(byte[] message) {
        router.receive(new BmpDecoder().decode(message, 0, message.length), Micros.of(BEGIN));
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private void settle() {
        eventually(Duration.ofSeconds(20), () -> assertThat(queue.bytes()).isZero());
        sink.flush();
    }

    private void change() {
        sink.change(GONE);
        settle();
    }

    private void allSent() {
        settle();
        while (producer.completeNext()) {
            // One after the other.
        }
        producer.clear();
    }

    private void tick(long seconds) {
        retelling.tick(BEGIN.plusSeconds(seconds));
        settle();
    }

    private List<String> changes() {
        return Partitioned.changes(producer).stream()
                .map(change -> change.getClass().getSimpleName())
                .toList();
    }

    @Test
    void aWithdrawalThatWasNotSentIsToldAgainWhileItHolds() {
        change();
        producer.errorNext(new TimeoutException("away"));
        assertThat(sink.unsent().routes(() -> WATCHED))
                .hasValueSatisfying(routes -> assertThat(routes.prefixes()).containsExactly(PREFIX));
        producer.clear();

        tick(1);
        assertThat(changes()).as("no table is complete yet").containsExactly("Withdrawn");
        allSent();
        tick(2);
        assertThat(producer.history()).isEmpty();
        assertThat(sink.unsent().routes(() -> WATCHED)).isEmpty();
    }

    @Test
    void whatWasRefusedForGoodWaitsForAWhile() {
        change();
        producer.errorNext(new RecordTooLargeException("large"));
        producer.clear();
        tick(9);
        assertThat(producer.history()).isEmpty();
        assertThat(sink.unsent().routes(() -> WATCHED)).isPresent();
        tick(10);
        assertThat(changes()).containsExactly("Withdrawn");
    }

    @Test
    void aRouteThatIsThereAgainIsToldInsteadOfItsWithdrawal() {
        receive(BmpBytes.routeMonitoring(
                PEER,
                BEGIN.getEpochSecond(),
                BgpBytes.announce(
                        new PathAttributes(
                                AsPath.of(64496),
                                Origin.IGP,
                                IpAddress.parse("192.0.2.1"),
                                List.of(),
                                Optional.empty()),
                        PREFIX)));
        allSent();
        change();
        producer.errorNext(new TimeoutException("away"));
        producer.clear();
        tick(1);
        assertThat(changes()).containsExactly("Announced");
    }

    /** Of a route that holds the prefix. */
    private static final IpPrefix AROUND = IpPrefix.parse("203.0.112.0/20");

    private void announce(IpPrefix prefix) {
        receive(BmpBytes.routeMonitoring(
                PEER,
                BEGIN.getEpochSecond(),
                BgpBytes.announce(
                        new PathAttributes(
                                AsPath.of(64496),
                                Origin.IGP,
                                IpAddress.parse("192.0.2.1"),
                                List.of(),
                                Optional.empty()),
                        prefix)));
    }

    @Test
    void theWithdrawalOfARouteAroundPrefixesIsToldAgainToAllInside() {
        announce(AROUND);
        allSent();
        receive(BmpBytes.routeMonitoring(PEER, BEGIN.getEpochSecond(), BgpBytes.withdraw(AROUND)));
        settle();
        producer.errorNext(new TimeoutException("away"));
        assertThat(sink.unsent().routes(() -> WATCHED))
                .hasValueSatisfying(routes ->
                        assertThat(routes.prefixes()).as("whom it concerns").containsExactly(PREFIX));
        assertThat(sink.unsent().contains(PREFIX)).isTrue();
        producer.clear();

        tick(1);
        assertThat(Partitioned.entries(producer)).singleElement().satisfies(entry -> {
            assertThat(entry.covering()).isTrue();
            assertThat(entry.change().monitored()).isEqualTo(AROUND);
            assertThat(entry.change()).isInstanceOf(RouteChange.Withdrawn.class);
        });
        allSent();
        assertThat(sink.unsent().routes(() -> WATCHED)).isEmpty();
    }

    @Test
    void aRouteAroundPrefixesThatWasRefusedIsToldAgainToThoseInside() {
        announce(AROUND);
        settle();
        producer.errorNext(new TimeoutException("away"));
        producer.clear();

        tick(1);
        assertThat(Partitioned.changes(producer)).singleElement().satisfies(change -> {
            assertThat(change.monitored()).isEqualTo(PREFIX);
            assertThat(change.announced().prefix()).isEqualTo(AROUND);
        });
    }

    @Test
    void thatAPrefixWasMatchedIsSaidAgainBehindItsRoutes() {
        announce(PREFIX);
        allSent();
        collector.monitor(PREFIX, 2);
        settle();
        producer.errorNext(new TimeoutException("away"));
        producer.clear();
        tick(1);
        assertThat(changes()).containsExactly("Announced", "Synced");
        allSent();
        tick(2);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void thatAPrefixWasMatchedIsNotSaidBeforeWhatWasRefusedOfIt() {
        announce(PREFIX);
        settle();
        producer.errorNext(new RecordTooLargeException("large"));
        producer.clear();
        sink.synced(PREFIX, 2);
        settle();
        assertThat(producer.history()).isEmpty();
        tick(1);
        assertThat(changes()).containsExactly("Announced", "Synced");
    }

    /** Kafka keeps the last message of a session: it must not be an old one. */
    @Test
    void aStateThatWasRefusedIsNotToldBehindALaterOne() {
        router.closed();
        collector.tick(BEGIN.plusSeconds(31));
        settle();
        producer.errorNext(new RecordTooLargeException("large"));
        producer.clear();
        connectAgain();
        settle();
        assertThat(producer.history()).hasSize(1);
        allSent();

        tick(10);
        assertThat(producer.history()).isEmpty();
        assertThat(sink.unsent().sessions()).isEmpty();
    }

    private void connectAgain() {
        router = collector.open(new RouterIdentity("edge-1"));
        receive(BmpBytes.peerUp(
                PEER, BEGIN.getEpochSecond(), 40_001, BgpBytes.modernOpen(65001, 0), BgpBytes.modernOpen(64496, 0)));
    }

    @Test
    void theStateOfASessionThatWasRefusedIsToldAgain() {
        router.closed();
        collector.tick(BEGIN.plusSeconds(31));
        settle();
        assertThat(producer.history()).hasSize(1);
        producer.errorNext(new RecordTooLargeException("large"));
        producer.clear();
        assertThat(sink.unsent().sessions())
                .extracting(session -> session.key())
                .containsExactly("edge-1|192.0.2.1");

        tick(9);
        assertThat(producer.history()).isEmpty();
        tick(10);
        assertThat(producer.history())
                .extracting(message -> message.topic())
                .containsExactly(Topic.SESSION_STATES.topicName());
        allSent();
        assertThat(sink.unsent().sessions()).isEmpty();
    }

    @Test
    void anOperatorAsksForAPrefixOrForARoutersPartOfIt() {
        collector.tick(BEGIN.plusSeconds(2_000));
        allSent();
        retelling.ask(PREFIX);
        retelling.ask(PREFIX);
        tick(1);
        assertThat(changes()).as("once").containsExactly("PeerTable");
        allSent();

        retelling.ask(List.of(PREFIX), "edge-2");
        tick(2);
        assertThat(producer.history()).isEmpty();
        retelling.ask(List.of(PREFIX), "edge-1|192.0.2.1");
        tick(3);
        assertThat(changes()).containsExactly("PeerTable");
    }
}
