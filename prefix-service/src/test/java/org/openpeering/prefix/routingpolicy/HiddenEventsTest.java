/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.prefix.testing.Make;

/** Nobody silences an attack unawares. */
class HiddenEventsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final String BLOCK = "203.0.113.0/24";
    private static final Asn OWNER = new Asn(64500);
    private static final Asn OFFENDER = new Asn(64511);
    private static final Asn NEIGHBOUR = new Asn(64505);

    private static RoutingEvent event(String id, EventType type, String announced) {
        return new RoutingEvent(
                id,
                1,
                type,
                type.level(),
                RoutingEvent.Status.OPEN,
                80,
                IpPrefix.parse(BLOCK),
                IpPrefix.parse(announced),
                List.of(OWNER),
                OFFENDER,
                NOW,
                NOW,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(Make.route(announced, "edge-1", "192.0.2.1", 64501, AsPath.of(64501, 64505, 64511, 64511))),
                "origin-change/1",
                "");
    }

    private static final List<RoutingEvent> OPEN = List.of(
            event("b", EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT, "203.0.113.0/25"),
            event("a", EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT, BLOCK));

    private static List<PolicyWarning> excepting(
            @Nullable EventType type, @Nullable Asn asn, @Nullable String prefix, Instant expires) {
        AcceptedException other = new AcceptedException(null, new Asn(1), null, LATER, "");
        AcceptedException one =
                new AcceptedException(type, asn, prefix == null ? null : IpPrefix.parse(prefix), expires, "");
        return HiddenEvents.of(
                new RoutingPolicy(List.of(), List.of(), null, true, List.of(), List.of(other, one)), OPEN, NOW);
    }

    @Test
    void aSiblingHidesWhatItOriginates() {
        RoutingPolicy policy = new RoutingPolicy(List.of(), List.of(OWNER, OFFENDER), null, true, List.of(), List.of());

        assertThat(HiddenEvents.of(policy, OPEN, NOW)).singleElement().satisfies(warning -> {
            assertThat(warning.eventIds()).containsExactly("a", "b");
            assertThat(warning.target()).isEqualTo("properties.siblings");
            assertThat(warning.message()).contains("64511");
        });
    }

    @Test
    void anExceptionHidesWhatAllItsMembersName() {
        assertThat(excepting(null, OFFENDER, null, LATER)).singleElement().satisfies(warning -> {
            assertThat(warning.eventIds()).containsExactly("a", "b");
            assertThat(warning.target()).isEqualTo("properties.exceptions[1]");
        });
        assertThat(excepting(EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT, null, null, LATER))
                .flatExtracting(PolicyWarning::eventIds)
                .containsExactly("b");
        assertThat(excepting(null, NEIGHBOUR, BLOCK, LATER))
                .flatExtracting(PolicyWarning::eventIds)
                .containsExactly("a");
        assertThat(excepting(EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT, OFFENDER, BLOCK, LATER))
                .isEmpty();
        assertThat(excepting(null, new Asn(64501), null, LATER)).isEmpty();
        assertThat(excepting(null, OFFENDER, null, NOW)).isEmpty();
    }

    @Test
    void whatHidesNothingWarnsOfNothing() {
        assertThat(HiddenEvents.of(RoutingPolicy.NONE, OPEN, NOW)).isEmpty();
        assertThat(HiddenEvents.of(
                        new RoutingPolicy(List.of(), List.of(new Asn(1)), 28, true, List.of(), List.of()), OPEN, NOW))
                .isEmpty();
    }
}
