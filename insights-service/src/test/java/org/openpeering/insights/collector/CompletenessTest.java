/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.insights.collector.Completeness.Patience;
import org.openpeering.insights.collector.Completeness.Phase;

class CompletenessTest {
    private static final Instant BEGIN = Instant.parse("2026-05-04T10:00:00Z");
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(15));

    enum Happening {
        SECOND,
        TEN_SECONDS,
        UP,
        FEED_LOST,
        ROUTE,
        ROUTE_OF_ANOTHER,
        END_OF_RIB,
        ALL_BACK
    }

    /** Plays what happens beside the state, and remembers what the rules speak of. */
    private static final class Life {
        private Instant now = BEGIN;
        private Completeness state = Completeness.coming(BEGIN);
        private boolean connected = true;
        private Optional<Instant> news = Optional.empty();
        /** Since when it has not been complete, and how much of that it was away. */
        private Instant trouble = BEGIN;

        private int away;

        void happens(Happening happening) {
            switch (happening) {
                case SECOND -> pass(1);
                case TEN_SECONDS -> pass(10);
                case UP -> {
                    restart();
                    if (!connected) {
                        news = Optional.empty();
                    }
                    connected = true;
                    state = state.up(now);
                }
                case FEED_LOST -> {
                    restart();
                    connected = false;
                    state = state.away(now);
                }
                case ROUTE -> {
                    if (state.phase() == Phase.COMING) {
                        news = Optional.of(now);
                        state = state.progressed();
                    }
                }
                case ROUTE_OF_ANOTHER -> news = connected ? Optional.of(now) : news;
                case END_OF_RIB -> state = state.endOfRib(true);
                case ALL_BACK -> state = state.allBack();
            }
        }

        private void pass(int seconds) {
            now = now.plusSeconds(seconds);
            away += state.phase() == Phase.AWAY ? seconds : 0;
        }

        private void restart() {
            if (state.complete()) {
                trouble = now;
                away = 0;
            }
        }

        void tick() {
            state = state.at(now, connected, news, PATIENCE);
        }
    }

    @Provide
    Arbitrary<List<Happening>> histories() {
        return Arbitraries.of(Happening.class).list().ofMinSize(1).ofMaxSize(200);
    }

    @Property(tries = 500)
    void aTableIsCompleteForAReasonAndASessionLostByItsOwnPatienceAlone(@ForAll("histories") List<Happening> history) {
        Life life = new Life();
        for (Happening happening : history) {
            Completeness before = life.state;
            life.happens(happening);
            boolean told = life.state.complete() && !before.complete();
            assertThat(told)
                    .isEqualTo(before.phase() == Phase.COMING
                            && (happening == Happening.ALL_BACK
                                    || (happening == Happening.END_OF_RIB && before.heard())));
            Completeness untimed = life.state;
            life.tick();

            Duration sinceTrouble = Duration.between(life.trouble, life.now);
            if (life.state.complete() && !untimed.complete()) {
                boolean quiet = life.news
                        .filter(last -> Duration.between(last, life.now).compareTo(PATIENCE.quiet()) >= 0)
                        .isPresent();
                assertThat(quiet || sinceTrouble.compareTo(PATIENCE.table()) >= 0)
                        .isTrue();
            }
            if (untimed.phase() == Phase.AWAY) {
                boolean lost = life.state.phase() == Phase.LOST;
                assertThat(lost).isEqualTo(life.away >= PATIENCE.grace().toSeconds());
            }
            if (life.state.phase() == Phase.LOST) {
                return;
            }
        }
    }

    @Property(tries = 200)
    void newsOfOthersNeitherShortensNorLengthensThePatienceWithWhoIsAway(@ForAll("histories") List<Happening> history) {
        Life one = new Life();
        Life other = new Life();
        for (Happening happening : history) {
            one.happens(happening);
            other.happens(happening);
            if (one.state.phase() == Phase.AWAY) {
                other.news = Optional.of(other.now);
            } else {
                other.news = one.news;
            }
            one.tick();
            other.tick();
            assertThat(other.state.phase()).isEqualTo(one.state.phase());
            if (one.state.phase() == Phase.LOST) {
                return;
            }
        }
    }

    @Test
    void aRouterThatDropsAgainAndAgainDoesNotRenewThePatience() {
        Completeness state =
                Completeness.coming(BEGIN).progressed().endOfRib(true).away(BEGIN.plusSeconds(100));
        for (int second = 120; second < 160; second += 20) {
            state = state.up(BEGIN.plusSeconds(second)).progressed().away(BEGIN.plusSeconds(second));
            state = state.at(BEGIN.plusSeconds(second), true, Optional.empty(), PATIENCE);
            assertThat(state.phase()).isEqualTo(Phase.AWAY);
        }

        assertThat(state.at(BEGIN.plusSeconds(160), true, Optional.empty(), PATIENCE)
                        .phase())
                .isEqualTo(Phase.LOST);
    }

    @Test
    void endOfRibBeforeTheFirstRouteIsNotBelievedWhereRoutesAreWaitedFor() {
        Completeness coming = Completeness.coming(BEGIN);

        assertThat(coming.endOfRib(true)).isEqualTo(coming);
        assertThat(coming.progressed().endOfRib(true).complete()).isTrue();
        assertThat(coming.endOfRib(false).complete()).isTrue();
    }
}
