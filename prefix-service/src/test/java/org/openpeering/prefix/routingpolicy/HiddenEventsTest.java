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

    private static RoutingEvent event(String id, EventType type, String announced) {
        return event(id, type, announced, OFFENDER, null);
    }

    private static RoutingEvent event(String id, EventType type, String announced, Asn origin, @Nullable Asn upstream) {
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
                origin,
                List.of(),
                upstream,
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
        assertThat(excepting(null, OFFENDER, BLOCK, LATER))
                .flatExtracting(PolicyWarning::eventIds)
                .containsExactly("a");
        assertThat(excepting(EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT, OFFENDER, BLOCK, LATER))
                .isEmpty();
        assertThat(excepting(null, OWNER, null, LATER)).isEmpty();
        assertThat(excepting(null, OFFENDER, null, NOW)).isEmpty();
    }

    private static final List<RoutingEvent> FORGED = List.of(
            event("f", EventType.PREFIX_FORGED_ORIGIN_EVENT, BLOCK, OWNER, OFFENDER),
            event("l", EventType.PREFIX_ROUTE_LEAK_EVENT, BLOCK, OWNER, OFFENDER));

    private static List<PolicyWarning> forged(List<Asn> upstreams, List<Asn> siblings, AcceptedException... accepted) {
        return HiddenEvents.of(
                new RoutingPolicy(upstreams, siblings, null, true, List.of(), List.of(accepted)), FORGED, NOW);
    }

    @Test
    void whoMayStandNextToTheOriginForgesNothing() {
        assertThat(forged(List.of(OFFENDER), List.of())).singleElement().satisfies(warning -> {
            assertThat(warning.eventIds()).containsExactly("f");
            assertThat(warning.target()).isEqualTo("properties.upstreams");
        });
        assertThat(forged(List.of(), List.of(OFFENDER)))
                .flatExtracting(PolicyWarning::eventIds)
                .containsExactly("f");
        assertThat(forged(List.of(), List.of(), new AcceptedException(null, OFFENDER, null, LATER, "")))
                .flatExtracting(PolicyWarning::eventIds)
                .containsExactly("f", "l");
        assertThat(forged(List.of(new Asn(1)), List.of(), new AcceptedException(null, OWNER, null, LATER, "")))
                .isEmpty();
    }

    @Test
    void whatMayBeAnnouncedByItsOwnerIsNotSquatted() {
        List<RoutingEvent> squatted = List.of(
                event("own", EventType.PREFIX_SQUATTING_EVENT, BLOCK, OWNER, null),
                event("other", EventType.PREFIX_SQUATTING_EVENT, BLOCK, OFFENDER, null));

        assertThat(HiddenEvents.of(RoutingPolicy.NONE, squatted, NOW))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.eventIds()).containsExactly("own");
                    assertThat(warning.target()).isEqualTo("properties.announced");
                });
        RoutingPolicy silent = new RoutingPolicy(List.of(), List.of(), null, false, List.of(), List.of());
        assertThat(HiddenEvents.of(silent, squatted, NOW)).isEmpty();
    }

    @Test
    void whatHidesNothingWarnsOfNothing() {
        assertThat(HiddenEvents.of(RoutingPolicy.NONE, OPEN, NOW)).isEmpty();
        assertThat(HiddenEvents.of(
                        new RoutingPolicy(List.of(), List.of(new Asn(1)), 28, true, List.of(), List.of()), OPEN, NOW))
                .isEmpty();
    }
}
