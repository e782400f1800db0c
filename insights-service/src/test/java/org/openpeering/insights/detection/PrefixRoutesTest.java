/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;

import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;

class PrefixRoutesTest {
    @Test
    void nothingIsToldBeforeDeclarationAndFirstSync() {
        Story story =
                new Story("203.0.113.0/24").announce(PARTNER, "64496 64500").declare(5, OWNER);
        assertThat(story.routes).isEmpty();
        PrefixRoutes routes = story.synced(5).routes.getLast();
        assertThat(routes.monitoredRevision()).isEqualTo(5);
        assertThat(routes.routes()).extracting(ObservedRoute::router).containsExactly("edge-1");
        assertThat(routes.revision()).isEqualTo(Story.at(2).toEpochMilli());
    }

    @Test
    void theSyncMayComeBeforeTheDeclaration() {
        Story story =
                new Story("203.0.113.0/24").announce(PARTNER, "64496 64500").synced(5);
        assertThat(story.routes).isEmpty();
        assertThat(story.declare(5, OWNER).routes)
                .extracting(PrefixRoutes::monitoredRevision)
                .containsExactly(5L);
    }

    @Test
    void countForTheOlderOfDeclarationAndSync() {
        Story story = Story.declared().then().declare(2, OWNER);
        assertThat(story.routes).isEmpty();
        story.announce(PARTNER, "64496 64500").synced(2).synced(2).synced(1);
        assertThat(story.routes).extracting(PrefixRoutes::monitoredRevision).containsExactly(1L, 2L);
    }

    @Test
    void holdOnlyTheRoutesOfExactlyThePrefix() {
        Story story = Story.declared().then().announce(PARTNER, "203.0.113.0/25", "64496 64500");
        assertThat(story.routes).isEmpty();
        assertThat(story.state.others()).hasSize(1);
    }

    @Test
    void areEmptyAfterTheLastWithdrawal() {
        Story story = Story.declared()
                .announce(PARTNER, "64496 64500")
                .announce(BACKUP, "64497 64500")
                .withdraw(PARTNER, WithdrawalCause.EXPLICIT)
                .withdraw(BACKUP, WithdrawalCause.EXPLICIT);
        assertThat(story.routes).extracting(routes -> routes.routes().size()).containsExactly(0, 1, 2, 1, 0);
        assertThat(story.routes).extracting(PrefixRoutes::revision).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void revisionsGrowAlsoWhenAClockGoesBack() {
        Story story = Story.declared();
        long before = story.routes.getLast().revision();
        story.apply(new RouteChange.Announced(
                story.prefix, Story.at(-100), PARTNER.route(story.prefix, Story.at(-100), "64496 64500")));
        assertThat(story.routes.getLast().revision()).isEqualTo(before + 1);
    }

    @Test
    void loseWhatAPeersTableDoesNotHoldAnyMore() {
        Story story = Story.declared()
                .announce(PARTNER, "64496 64500")
                .announce(PARTNER, "203.0.113.0/25", "64496 64666")
                .announce(PARTNER, "203.0.113.128/25", "64496 64666")
                .announce(BACKUP, "64497 64500")
                .then()
                .table(PARTNER, "203.0.113.128/25");
        assertThat(story.routes).hasSize(1);
        assertThat(story.routes.getLast().routes())
                .extracting(ObservedRoute::router)
                .containsExactly("edge-2");
        assertThat(story.state.others()).hasSize(1);
        assertThat(story.told)
                .extracting(RoutingEvent::type, RoutingEvent::status)
                .containsExactly(
                        tuple(EventType.PREFIX_ACTIVE_PATH, Status.ENDED),
                        tuple(EventType.PREFIX_WITHDRAWAL_EVENT, Status.OPEN),
                        tuple(EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT, Status.ENDED));
        assertThat(story.told.getLast().endCause()).contains("Resync");
        assertThat(story.then().table(PARTNER, "203.0.113.128/25").told).isEmpty();
    }

    @Test
    void aRevokedDeclarationRaisesTheRevisionAndALaterOneStartsAgain() {
        Story story = Story.declared().announce(PARTNER, "64496 64500");
        long before = story.routes.getLast().revision();
        story.then().revoke(2).declare(1, OWNER);
        assertThat(story.state.context()).isNull();
        assertThat(story.state.said().revision()).isGreaterThan(before);
        story.declare(3, OWNER);
        assertThat(story.routes).isEmpty();
        story.synced(3);
        assertThat(story.routes.getLast().routes()).isEmpty();
    }

    @Test
    void routesMatchedForALaterDeclarationSurviveTheRevocationOfAnEarlierOne() {
        Story story = Story.declared().announce(PARTNER, "64496 64500").synced(3);
        story.then().revoke(2).declare(3, OWNER);
        assertThat(story.routes.getLast().routes()).hasSize(1);
        assertThat(story.routes.getLast().monitoredRevision()).isEqualTo(3);
    }
}
