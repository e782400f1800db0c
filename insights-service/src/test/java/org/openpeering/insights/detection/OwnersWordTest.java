/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.openpeering.contract.insights.EventType.PREFIX_ANNOUNCEMENT_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_WITHDRAWAL_EVENT;
import static org.openpeering.insights.detection.Story.HIJACKER;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.TRANSIT;
import static org.openpeering.insights.detection.Story.at;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;

/** What the owner accepts, and when he works. */
class OwnersWordTest {
    private static final String PART = "203.0.113.128/25";

    private static RoutingPolicy accepting(@Nullable EventType type, @Nullable Long asn, @Nullable String prefix) {
        return new RoutingPolicy(
                List.of(),
                List.of(),
                null,
                true,
                List.of(),
                List.of(new AcceptedException(
                        type,
                        asn == null ? null : new Asn(asn),
                        prefix == null ? null : IpPrefix.parse(prefix),
                        at(100),
                        "Scrubbing")));
    }

    private static RoutingPolicy working(Instant from, Instant until) {
        return new RoutingPolicy(
                List.of(),
                List.of(),
                null,
                true,
                List.of(new MaintenanceWindow(from, until, "New line card")),
                List.of());
    }

    private static Story declared(RoutingPolicy policy) {
        return new Story("203.0.113.0/24").declare(1, policy, OWNER).synced(1);
    }

    @Test
    void whatIsAcceptedDoesNotOpenUntilTheExceptionExpires() {
        Story story = declared(accepting(null, HIJACKER, null))
                .announce(TRANSIT, "64498 64666")
                .announce(TRANSIT, PART, "64498 64666");
        assertThat(story.told).isEmpty();
        assertThat(story.wait(99).told).isEmpty();
        assertThat(story.wait(100).told)
                .extracting(RoutingEvent::type, RoutingEvent::level)
                .containsExactlyInAnyOrder(
                        tuple(PREFIX_ORIGIN_AS_CHANGE_EVENT, EventLevel.CRITICAL),
                        tuple(PREFIX_SUB_PREFIX_HIJACK_EVENT, EventLevel.CRITICAL));
    }

    @Test
    void theExceptionExpiresWithTheFirstMessageOfAfterwardsLikewiseAndUnderTheSameIds() {
        Story waited = declared(accepting(null, HIJACKER, null))
                .announce(TRANSIT, "64498 64666")
                .wait(200);
        Story replayed = declared(accepting(null, HIJACKER, null)).announce(TRANSIT, "64498 64666");
        replayed.apply(TRANSIT.withdrawal(replayed.prefix, IpPrefix.parse(PART), at(300), WithdrawalCause.EXPLICIT));
        assertThat(replayed.told).isEqualTo(waited.told).hasSize(1);
        assertThat(replayed.state).isEqualTo(waited.state);
    }

    @Test
    void whatIsOpenEndsWhenItIsAcceptedAndSaysWhy() {
        RoutingEvent ended = Story.declared()
                .announce(TRANSIT, "64498 64666")
                .then()
                .declare(2, accepting(PREFIX_ORIGIN_AS_CHANGE_EVENT, HIJACKER, "203.0.113.0/24"), OWNER)
                .only(PREFIX_ORIGIN_AS_CHANGE_EVENT);
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.endCause())
                .isEqualTo(
                        "It is accepted until 2026-03-01T12:01:40Z, as of revision 2 of the declaration: Scrubbing.");
    }

    @Test
    void anotherOffenderPrefixOrTypeIsNotAccepted() {
        assertThat(declared(accepting(null, 64667L, null)).announce(TRANSIT, "64498 64666").told)
                .hasSize(1);
        assertThat(declared(accepting(null, null, PART)).announce(TRANSIT, "64498 64666").told)
                .hasSize(1);
        assertThat(declared(accepting(PREFIX_SUB_PREFIX_HIJACK_EVENT, HIJACKER, null))
                        .announce(TRANSIT, "64498 64666")
                        .told)
                .hasSize(1);
        assertThat(declared(accepting(null, HIJACKER, null)).announce(TRANSIT, "64498 {64666,64667}").told)
                .as("a set is nobody")
                .hasSize(1);
    }

    @Test
    void anExceptionThatIsOverWhenItIsDeclaredAcceptsNothing() {
        Story story = new Story("203.0.113.0/24").wait(150);
        story.declare(1, accepting(null, HIJACKER, null), OWNER);
        assertThat(story.announce(TRANSIT, "64498 64666").told).hasSize(1);
    }

    @Test
    void aWithdrawalMayBeAcceptedBeforeOrAfterItOpens() {
        assertThat(declared(accepting(PREFIX_WITHDRAWAL_EVENT, null, null))
                        .announce(PARTNER, "64496 64500")
                        .then()
                        .withdraw(PARTNER, WithdrawalCause.EXPLICIT)
                        .told(PREFIX_WITHDRAWAL_EVENT))
                .isEmpty();
        RoutingEvent ended = Story.declared()
                .announce(PARTNER, "64496 64500")
                .withdraw(PARTNER, WithdrawalCause.EXPLICIT)
                .then()
                .declare(2, accepting(PREFIX_WITHDRAWAL_EVENT, null, null), OWNER)
                .only(PREFIX_WITHDRAWAL_EVENT);
        assertThat(ended.endCause()).startsWith("It is accepted until");
    }

    @Test
    void whatTheOwnerMayDoWithinAWindowIsInformationAndSaysWhy() {
        Story story = declared(working(at(0), at(100)))
                .announce(PARTNER, "64496 64500")
                .withdraw(PARTNER, WithdrawalCause.EXPLICIT);
        assertThat(story.told).extracting(RoutingEvent::level).containsOnly(EventLevel.INFORMATION);
        assertThat(story.told)
                .extracting(event -> event.evidence().getLast().what())
                .containsOnly("It came within the maintenance window from 2026-03-01T12:00:00Z until"
                        + " 2026-03-01T12:01:40Z: New line card.");
        assertThat(story.then().announce(PARTNER, "64496 64500").told)
                .allSatisfy(event -> assertThat(event.level()).isEqualTo(EventLevel.INFORMATION));
    }

    @Test
    void whatGoesOnAfterTheWindowIsAsGraveAsItIs() {
        Story story = declared(working(at(0), at(100)))
                .announce(PARTNER, "64496 64500")
                .withdraw(PARTNER, WithdrawalCause.EXPLICIT)
                .then()
                .wait(99);
        assertThat(story.told).isEmpty();
        RoutingEvent raised = story.wait(100).only(PREFIX_WITHDRAWAL_EVENT);
        assertThat(raised.level()).isEqualTo(EventLevel.WARNING);
        assertThat(raised.revision()).isEqualTo(2);
        assertThat(raised.evidence().getLast().what())
                .isEqualTo("It goes on after the maintenance window in which it came.");
    }

    @Test
    void aHijackWithinAWindowIsOneAndSoIsAWithdrawalBeforeOrAfter() {
        assertThat(declared(working(at(0), at(100)))
                        .announce(TRANSIT, "64498 64666")
                        .only(PREFIX_ORIGIN_AS_CHANGE_EVENT)
                        .level())
                .isEqualTo(EventLevel.CRITICAL);
        assertThat(declared(working(at(50), at(100)))
                        .announce(PARTNER, "64496 64500")
                        .withdraw(PARTNER, WithdrawalCause.EXPLICIT)
                        .only(PREFIX_WITHDRAWAL_EVENT)
                        .level())
                .isEqualTo(EventLevel.WARNING);
        assertThat(declared(working(at(0), at(3)))
                        .announce(PARTNER, "64496 64500")
                        .withdraw(PARTNER, WithdrawalCause.EXPLICIT)
                        .only(PREFIX_WITHDRAWAL_EVENT)
                        .level())
                .isEqualTo(EventLevel.WARNING);
    }

    @Test
    void whoHasSaidNothingHasNoDeadline() {
        Story story = Story.declared().announce(PARTNER, "64496 64500").announce(TRANSIT, "64498 64666");
        assertThat(OwnersWord.next(story.state)).isNull();
        assertThat(story.only(PREFIX_ANNOUNCEMENT_EVENT).evidence()).hasSize(1);
    }
}
