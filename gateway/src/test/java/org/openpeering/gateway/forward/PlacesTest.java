/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PlacesTest {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Vertx VERTX = Vertx.vertx();
    private final Context context = VERTX.getOrCreateContext();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void oneAloneGetsHalfAndTheNextTheirParts() {
        Places places = new Places(128, 0, 1_000);

        assertThat(held(places, "a", 128)).isEqualTo(64);
        assertThat(held(places, "b", 128)).isEqualTo(32);
        assertThat(held(places, "c", 128)).isEqualTo(16);
        assertThat(held(places, "d", 1)).isEqualTo(1);
    }

    @Test
    void aSinglePlaceIsThereForAnybody() {
        Places places = new Places(1, 0, 1_000);

        assertThat(held(places, "a", 2)).isEqualTo(1);
        assertThat(held(places, "b", 1)).isZero();
    }

    @Test
    void whatBecomesFreeGoesRoundWhoeverHasMoreWaiting() {
        Places places = new Places(1, 100, 60_000);
        Places.Place first = places.take("a", context).result();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        for (String key : List.of("a", "a", "a", "b", "c", "b")) {
            places.take(key, context).onSuccess(place -> {
                order.add(key);
                place.close();
            });
        }

        first.close();
        first.close();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(order).containsExactly("a", "b", "c", "a", "b", "a"));
    }

    @Test
    void whoWaitsTooLongIsToldAndTakesNothing() {
        Places places = new Places(1, 100, 50);
        Places.Place first = places.take("a", context).result();
        Future<Places.Place> late = places.take("b", context);

        await().atMost(LIMIT).until(late::failed);
        first.close();

        assertThat(late.cause()).isInstanceOf(Places.NoPlace.class);
        assertThat(held(places, "c", 1)).isEqualTo(1);
    }

    @Property(tries = 200)
    void somethingIsAlwaysLeftForANewcomer(@ForAll @Size(max = 300) List<@IntRange(max = 5) Integer> takers) {
        FairShare share = new FairShare(200);

        takers.forEach(taker -> share.take("taker " + taker, 1));

        assertThat(share.take("newcomer", 1)).isTrue();
    }

    private long held(Places places, String key, int wanted) {
        return IntStream.range(0, wanted)
                .mapToObj(i -> places.take(key, context))
                .filter(Future::succeeded)
                .count();
    }
}
