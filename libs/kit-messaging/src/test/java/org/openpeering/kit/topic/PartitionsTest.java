/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.start.StartRefused;

class PartitionsTest {
    @Test
    void areAsConfiguredUntilThereAreTopics() {
        assertThat(Partitions.of(Map.of(), 24)).isEqualTo(24);
        assertThat(Partitions.of(Map.of(Topic.PEERINGS, 6, Topic.ROUTE_CHANGES, 6), 24))
                .isEqualTo(6);
    }

    @Test
    void areTheSameForAllOrTheServiceDoesNotStart() {
        assertThatThrownBy(() -> Partitions.of(Map.of(Topic.MONITORED_PREFIXES, 6, Topic.ROUTE_CHANGES, 24), 24))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("monitored-prefixes 6")
                .hasMessageContaining("route-changes 24");
    }
}
