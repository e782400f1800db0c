/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.Announced;
import org.openpeering.contract.insights.RouteChange.Synced;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Effect;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.Story;

class PrefixStateStoreTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("2001:db8:1::/48");
    private static final IpPrefix PART = IpPrefix.parse("2001:db8:1:8000::/49");
    private static final IpPrefix LONGER = IpPrefix.parse("2001:db8:1:8000::/50");
    private static final MonitoredPrefix DECLARED =
            new MonitoredPrefix(PREFIX, 7, List.of(new Asn(Story.OWNER)), List.of(Story.PRIMARY_SESSION));

    private final Detection detection = new Detection(new Limits(1, 2, 3));
    private final TopologyFixture topology = new TopologyFixture(Story.START);
    private final KeyValueStore<String, byte[]> bytes = topology.driver.getKeyValueStore(DetectionTopology.STORE);
    private final PrefixStateStore store = new PrefixStateStore(bytes, topology.json);

    @AfterEach
    void close() {
        topology.close();
    }

    private PrefixStateStore reread() {
        return new PrefixStateStore(bytes, topology.json);
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
        assertThat(tracked.recent()).hasSize(2);
        assertThat(tracked.state().open()).hasSize(2);
        Effect revoked = detection.revoke(tracked.state(), 8, Story.START);
        save(tracked, tracked.after(revoked, 2));
    }

    private Tracked save(Tracked before, Tracked after) {
        store.save(before, after);
        assertThat(reread().load(PREFIX)).isEqualTo(after);
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
        assertThat(reread().load(shorter).state().exact()).hasSize(1);
        assertThat(reread().load(other)).isEqualTo(Tracked.of(other));
        assertThat(topology.stored()).hasSize(2);
    }
}
