/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.detection.Story.BACKUP;
import static org.openpeering.insights.detection.Story.OWNER;
import static org.openpeering.insights.detection.Story.PARTNER;
import static org.openpeering.insights.detection.Story.TRANSIT;

import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;

/** What no route was told of is absent when all collectors have said that they have told all. */
class SyncedTest {
    private static final String PREFIX = "203.0.113.0/24";

    @Test
    void theWordOfOneOfTwoCollectorsIsNotEnough() {
        Story story = new Story(PREFIX).declare(1, OWNER).synced(1, "one", "one", "two");
        assertThat(story.routes).isEmpty();
        assertThat(story.state.waits()).isTrue();
        story.announce(PARTNER, "64496 64500").synced(1, "one", "one", "two");
        assertThat(story.routes).isEmpty();
        story.synced(1, "two", "one", "two");
        assertThat(story.state.waits()).isFalse();
        assertThat(story.routes).extracting(PrefixRoutes::monitoredRevision).containsExactly(1L);
        assertThat(story.routes.getFirst().routes())
                .extracting(ObservedRoute::router)
                .containsExactly("edge-1");
    }

    @Test
    void whomAnybodyNamesIsWaitedFor() {
        Story story = new Story(PREFIX).declare(1, OWNER).synced(1, "one", "one", "two");
        assertThat(story.synced(1, "two", "two", "three").routes).isEmpty();
        assertThat(story.synced(1, "three", "three").routes).hasSize(1);
    }

    @Test
    void whoDoesNotKnowWhoIsAliveIsNotTakenForTheOnlyOne() {
        Story story = new Story(PREFIX).declare(1, OWNER).synced(1, "one");
        assertThat(story.routes).isEmpty();
        assertThat(story.ask().answered("one", "one").routes).hasSize(1);
    }

    @Test
    void ofALaterRevisionAllHaveToSayItAgain() {
        Story story = new Story(PREFIX).declare(2, OWNER).synced(1, "one", "one", "two");
        story.synced(2, "two", "one", "two").synced(1, "two", "one", "two");
        assertThat(story.routes).isEmpty();
        assertThat(story.synced(2, "one", "one", "two").routes)
                .extracting(PrefixRoutes::monitoredRevision)
                .containsExactly(2L);
    }

    @Test
    void theRoutesOfTheRevisionBeforeAreToldUntilThen() {
        Story story = Story.declared().then().declare(2, OWNER).synced(2, "one", "one", "two");
        story.announce(PARTNER, "64496 64500").synced(2, "two", "one", "two");
        assertThat(story.routes).extracting(PrefixRoutes::monitoredRevision).containsExactly(1L, 2L);
    }

    @Test
    void theAnswersOfThoseWhoAreAliveCountAsTheirWord() {
        Story story = new Story(PREFIX)
                .declare(1, OWNER)
                .synced(1, "one", "dead", "one", "two")
                .ask();
        assertThat(story.answered("two", "one", "two").routes).isEmpty();
        assertThat(story.state.waits()).isTrue();
        assertThat(story.answered("one", "one", "two").routes)
                .extracting(PrefixRoutes::monitoredRevision)
                .containsExactly(1L);
        assertThat(story.then().synced(1, "two", "one", "two").routes).isEmpty();
    }

    @Test
    void answersCountWhereNobodySaidAnythingAndWhatIsLeftOutStaysSo() {
        Story story = new Story(PREFIX, new Limits(1, 1, 1)).declare(1, OWNER).ask();
        story.announce(PARTNER, "64496 64500").announce(BACKUP, "64497 64500").announce(TRANSIT, "64498 64500");
        Beyond leftOut = story.state.beyond();
        story.answered("one", "one");
        assertThat(story.routes).extracting(PrefixRoutes::monitoredRevision).containsExactly(1L);
        assertThat(story.state.beyond()).isEqualTo(leftOut);
    }

    @Test
    void routesThatSomeHaveMatchedForALaterDeclarationSurviveTheRevocationOfAnEarlierOne() {
        Story story = Story.declared().announce(PARTNER, "64496 64500").synced(3, "one", "one", "two");
        story.then().revoke(2).declare(3, OWNER);
        assertThat(story.routes).as("two has not matched them").isEmpty();
        story.synced(3, "two", "one", "two");
        assertThat(story.routes).extracting(PrefixRoutes::monitoredRevision).containsExactly(3L);
        assertThat(story.routes.getLast().routes()).hasSize(1);
    }

    @Test
    void aRevokedDeclarationIsNotWaitedFor() {
        Story story = new Story(PREFIX)
                .declare(1, OWNER)
                .synced(1, "one", "one", "two")
                .revoke(2);
        assertThat(story.state.waits()).isFalse();
        assertThat(story.synced(1, "two", "one", "two").declare(3, OWNER).state.waits())
                .isTrue();
    }
}
