/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.PrefixState;

class PathLookTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int PREFIXES = 100;
    private static final long MILLI = 1_000_000;

    private final AtomicLong clock = new AtomicLong();
    private final Map<IpPrefix, PrefixState> states = new LinkedHashMap<>();
    /** Ten milliseconds between two looks at the clock: a turn sees sixteen prefixes. */
    private final PathLook look = new PathLook(() -> clock.addAndGet(10 * MILLI));

    /** Every tenth is heard through AS64510, all through AS64496. */
    @BeforeEach
    void hear() {
        Detection detection = new Detection(Limits.DEFAULT);
        IpAddress peer = IpAddress.parse("192.0.2.2");
        for (int i = 0; i < PREFIXES; i++) {
            IpPrefix prefix = IpPrefix.parse("198.18." + i + ".0/24");
            ObservedRoute route = new ObservedRoute(
                    prefix,
                    0,
                    "edge-1",
                    peer,
                    new Asn(64496),
                    AsPath.of(64496, i % 10 == 0 ? 64510 : 64511, 64500),
                    List.of(),
                    peer,
                    NOW,
                    NOW);
            Tracked tracked = Tracked.of(prefix);
            tracked = tracked.after(
                    detection.apply(tracked.state(), new RouteChange.Announced(prefix, NOW, route)), 0, 1, NOW);
            states.put(prefix, tracked.state());
        }
    }

    private List<IpPrefix> turn() {
        return look.turn(states::keySet, key -> states.get(key));
    }

    @Test
    void allAreLookedAtSomeInEachTurn() {
        look.want(Set.of(new Asn(64510)));

        List<IpPrefix> found = new ArrayList<>(turn());
        assertThat(found).hasSize(2);
        for (int turns = 1; turns < 7; turns++) {
            found.addAll(turn());
        }
        assertThat(found).hasSize(PREFIXES / 10).doesNotHaveDuplicates();
        assertThat(found)
                .allMatch(prefix -> states.get(prefix).exact().values().stream()
                        .anyMatch(route -> route.asPath().asns().anyMatch(new Asn(64510)::equals)));
        assertThat(turn()).isEmpty();
    }

    @Test
    void whatBecomesKnownMeanwhileIsLookedForAfterwards() {
        look.want(Set.of(new Asn(64510)));
        List<IpPrefix> found = new ArrayList<>(turn());
        look.want(Set.of(new Asn(64496)));
        for (int turns = 0; turns < 14; turns++) {
            found.addAll(turn());
        }

        assertThat(found).hasSize(PREFIXES / 10 + PREFIXES);
    }
}
