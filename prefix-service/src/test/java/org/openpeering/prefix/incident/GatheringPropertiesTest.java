/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.prefix.incident.Told.BEGIN;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.openpeering.contract.insights.RoutingEvent;

/** The same incident, in whatever order its events are read, however often, by whichever replica. */
class GatheringPropertiesTest {
    private static final String SCOPE = "11111111-0000-0000-0000-000000000000";

    /** What does not depend on the order. */
    private record Outcome(
            String id,
            Object level,
            Object firstSeen,
            Object lastSeen,
            Object ended,
            int events,
            int open,
            int prefixCount,
            List<String> members) {}

    private static List<RoutingEvent> events(int count, int ended) {
        List<RoutingEvent> events = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            RoutingEvent event = Told.hijack(n, BEGIN.plusSeconds(n % 60));
            events.add(event);
            if (n < ended) {
                events.add(Told.ended(event, BEGIN.plusSeconds(70 + n)));
            }
        }
        return events;
    }

    /** Revisions of one event keep their order, as in its partition, but for those that come twice. */
    private static List<RoutingEvent> mixed(List<RoutingEvent> events, Random random) {
        List<RoutingEvent> mixed = new ArrayList<>(events);
        for (RoutingEvent event : events) {
            if (random.nextInt(4) == 0) {
                mixed.add(event);
            }
        }
        Collections.shuffle(mixed, random);
        return mixed;
    }

    private static Outcome outcome(List<RoutingEvent> events, Random random) {
        Kept kept = new Kept(GatheringTest.BOUNDS);
        List<RoutingEvent> left = new ArrayList<>(events);
        while (!left.isEmpty()) {
            List<RoutingEvent> batch = left.subList(0, Math.min(left.size(), 1 + random.nextInt(50)));
            kept.take(SCOPE, batch, BEGIN);
            if (random.nextBoolean()) {
                // Nobody knows whether it was read: it is read again.
                kept.take(SCOPE, batch, BEGIN);
            }
            batch.clear();
        }
        kept.settle(BEGIN.plusSeconds(3600));
        List<Incident> incidents = kept.incidents(SCOPE);
        assertThat(incidents).hasSizeLessThanOrEqualTo(1);
        assertThat(kept.loud(SCOPE)).isLessThan(GatheringTest.BOUNDS.members());
        if (incidents.isEmpty()) {
            return new Outcome("", "", "", "", "", 0, 0, 0, List.of());
        }
        Incident one = incidents.getFirst();
        return new Outcome(
                one.id(),
                one.level(),
                one.firstSeen(),
                one.lastSeen(),
                String.valueOf(one.ended()),
                one.events(),
                one.open(),
                one.prefixCount(),
                kept.membersOf(one));
    }

    @Property(tries = 200)
    void orderRepetitionAndRestartsChangeNothing(
            @ForAll @IntRange(max = 120) int count, @ForAll @IntRange(max = 120) int ended, @ForAll long seed) {
        List<RoutingEvent> events = events(count, ended);
        Outcome inOrder = outcome(events, new Random(seed));
        Outcome mixed = outcome(mixed(events, new Random(seed)), new Random(seed + 1));
        assertThat(mixed).isEqualTo(inOrder);
        assertThat(inOrder.events()).isEqualTo(count >= GatheringTest.BOUNDS.members() ? count : 0);
    }
}
