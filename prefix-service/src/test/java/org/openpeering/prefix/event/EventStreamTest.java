/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.prefix.event.EventRepository.Logged;
import org.openpeering.prefix.event.EventService.News;
import org.openpeering.prefix.event.EventStream.Item;

/** A stream with a log that the test writes. */
class EventStreamTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final IpPrefix PREFIX = IpPrefix.parse("192.0.2.0/24");
    private static final News NOTHING = new News(true, null, List.of(), 0);

    private final List<Long> looks = new ArrayList<>();

    private static Logged entry(long seq) {
        RoutingEvent event = new RoutingEvent(
                "e" + seq,
                1,
                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT,
                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT.level(),
                RoutingEvent.Status.OPEN,
                80,
                PREFIX,
                PREFIX,
                List.of(),
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "origin-change/1",
                "changed");
        return new Logged(seq, event);
    }

    private static News page(long from, int size) {
        return new News(
                true,
                null,
                LongStream.range(from, from + size)
                        .mapToObj(EventStreamTest::entry)
                        .toList(),
                from + size - 1);
    }

    private EventStream stream(Instant end, LongFunction<Uni<News>> look) {
        return new EventStream(
                "s",
                seq -> {
                    looks.add(seq);
                    return look.apply(seq);
                },
                0,
                end,
                Runnable::run);
    }

    private EventStream stream(LongFunction<Uni<News>> look) {
        return stream(Instant.now().plusSeconds(3600), look);
    }

    private static List<Long> seqs(AssertSubscriber<Item> client) {
        return client.getItems().stream()
                .filter(Item.Entry.class::isInstance)
                .map(item -> ((Item.Entry) item).logged().seq())
                .toList();
    }

    @Test
    void ofAClientThatDoesNotReadHoldsAPageAtMost() {
        EventStream stream = stream(seq -> Uni.createFrom().item(page(seq + 1, 100)));

        AssertSubscriber<Item> client = stream.items().subscribe().withSubscriber(AssertSubscriber.create(1));
        stream.wake();
        assertThat(client.getItems()).containsExactly(new Item.Sign("connected", 0));
        assertThat(looks).hasSizeLessThanOrEqualTo(1);

        client.request(50);
        stream.wake();
        assertThat(seqs(client)).hasSize(50);
        assertThat(looks).containsExactly(0L);

        client.request(100);
        assertThat(seqs(client))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 150).boxed().toList());
        assertThat(looks).containsExactly(0L, 100L);
        client.cancel();
    }

    @Test
    void hearsWhatWasNotifiedWhileItLooked() {
        List<UniEmitter<? super News>> answers = new ArrayList<>();
        EventStream stream = stream(_ -> Uni.createFrom().emitter(answers::add));
        AssertSubscriber<Item> client = stream.items().subscribe().withSubscriber(AssertSubscriber.create(10));

        stream.wake();
        answers.getFirst().complete(NOTHING);

        assertThat(looks).containsExactly(0L, 0L);
        answers.getLast().complete(page(1, 1));
        assertThat(seqs(client)).containsExactly(1L);
        client.cancel();
    }

    @Test
    void goesOnWhereItWasWhenTheDatabaseIsBack() {
        List<Uni<News>> answers = new ArrayList<>(List.of(
                Uni.createFrom().item(page(1, 2)),
                Uni.createFrom().failure(new ConnectException("refused")),
                Uni.createFrom().failure(new ConnectException("refused")),
                Uni.createFrom().item(page(3, 1))));
        EventStream stream = stream(_ -> answers.isEmpty() ? Uni.createFrom().nothing() : answers.removeFirst());

        AssertSubscriber<Item> client = stream.items().subscribe().withSubscriber(AssertSubscriber.create(100));
        stream.wake();
        stream.wake();

        eventually(LIMIT, () -> assertThat(seqs(client)).containsExactly(1L, 2L, 3L));
        assertThat(looks).containsExactly(0L, 2L, 2L, 2L, 3L);
        client.cancel();
    }

    @Test
    void failsOfWhatIsNotOfTheMoment() {
        EventStream stream = stream(_ -> Uni.createFrom().failure(new IllegalStateException("a bug")));

        stream.items()
                .subscribe()
                .withSubscriber(AssertSubscriber.create(10))
                .awaitFailure(LIMIT)
                .assertFailedWith(IllegalStateException.class, "a bug");
    }

    @Test
    void endsWhenTheCallerMayNotBeToldAnyMore() {
        List<News> answers = new ArrayList<>(List.of(page(1, 1), News.NONE));
        EventStream stream = stream(_ -> Uni.createFrom().item(answers.removeFirst()));

        AssertSubscriber<Item> client = stream.items()
                .subscribe()
                .withSubscriber(AssertSubscriber.create(10))
                .awaitCompletion(LIMIT);

        assertThat(seqs(client)).containsExactly(1L);
    }

    @Test
    void endsWithTheToken() {
        stream(Instant.now().plusMillis(50), _ -> Uni.createFrom().item(NOTHING))
                .items()
                .subscribe()
                .withSubscriber(AssertSubscriber.create(100))
                .awaitCompletion(LIMIT);
    }

    @Test
    void endsWhenStopped() {
        EventStream stream = stream(_ -> Uni.createFrom().item(NOTHING));
        AssertSubscriber<Item> client = stream.items().subscribe().withSubscriber(AssertSubscriber.create(10));

        stream.stop();

        client.awaitCompletion(LIMIT);
    }

    @Test
    void saysWhatIsMissingBeforeWhatIsThere() {
        StreamGap gap = new StreamGap(null, Instant.EPOCH, StreamGap.Reason.EXPIRED);
        List<News> answers = new ArrayList<>(List.of(new News(true, gap, List.of(entry(9)), 9)));
        EventStream stream = stream(_ -> answers.isEmpty()
                ? Uni.createFrom().nothing()
                : Uni.createFrom().item(answers.removeFirst()));

        AssertSubscriber<Item> client = stream.items().subscribe().withSubscriber(AssertSubscriber.create(10));

        assertThat(client.getItems())
                .containsExactly(new Item.Sign("connected", 0), new Item.Missing(gap), new Item.Entry(entry(9)));
        client.cancel();
    }

    /** Else a client whose filter lets nothing pass would resume from where it began, and be told of a gap. */
    @Test
    void goesOnFromWhereItHasSeenAllWhenThereWasNothingForIt() {
        List<News> answers = new ArrayList<>(List.of(new News(true, null, List.of(), 70)));
        EventStream stream = stream(_ -> answers.isEmpty()
                ? Uni.createFrom().nothing()
                : Uni.createFrom().item(answers.removeFirst()));
        AssertSubscriber<Item> client = stream.items().subscribe().withSubscriber(AssertSubscriber.create(10));

        stream.wake();

        assertThat(looks).containsExactly(0L, 70L);
        client.cancel();
    }
}
