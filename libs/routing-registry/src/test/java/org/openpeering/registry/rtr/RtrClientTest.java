/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.registry.rtr.PduBytes.announce;
import static org.openpeering.registry.rtr.PduBytes.end;
import static org.openpeering.registry.rtr.PduBytes.response;
import static org.openpeering.registry.rtr.PduBytes.vrp;
import static org.openpeering.registry.rtr.PduBytes.withdraw;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.registry.rpki.Vrp;

/** A client and a cache that does what the test says, good or bad. */
@Timeout(60)
class RtrClientTest {
    private static final Vrp A = vrp("192.0.2.0/24", 24, 64496);
    private static final Vrp B = vrp("2001:db8::/32", 48, 64497);
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private final Updates updates = new Updates();
    private final BlockingQueue<Pdu> heard = new LinkedBlockingQueue<>();
    private ScriptedCache cache;
    private RtrClient client;

    private void start(ScriptedCache.Script... scripts) throws IOException {
        cache = new ScriptedCache(Arrays.asList(scripts));
        client = RtrClient.start(cache.settings(), InstantSource.fixed(NOW), updates);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        cache.close();
        assertThat(client.status().state()).isEqualTo(RtrStatus.State.CLOSED);
    }

    /** Gives A under session 7, serial 1. */
    private static void giveA(ScriptedCache.Talk talk) throws IOException {
        talk.say(response(2, 7), announce(2, A), end(2, 7, 1));
    }

    private void hear(ScriptedCache.Talk talk) throws IOException {
        heard.add(talk.hear());
    }

    private Pdu heard() throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void asksForEverythingFirstAndForNewsOnNotification() throws Exception {
        start(talk -> {
            hear(talk);
            giveA(talk);
            talk.say(PduBytes.notify(2, 7, 2));
            hear(talk);
            talk.say(response(2, 7), withdraw(2, A), announce(2, B), PduBytes.aspa(true, 1, 2, 3), end(2, 7, 2));
            talk.listen();
        });

        Updates.Update first = updates.next();
        Updates.Update second = updates.next();

        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(heard()).isEqualTo(new Pdu.SerialQuery(2, 7, 1));
        assertThat(first.vrps()).containsExactly(A.toString());
        assertThat(first.aspas()).isEqualTo("[]");
        assertThat(second.vrps()).containsExactly(B.toString());
        assertThat(second.aspas()).isEqualTo("[1=[2, 3]]");
        assertThat(Updates.status(client, status -> status.serial() == 2))
                .isEqualTo(new RtrStatus(RtrStatus.State.CURRENT, 2, 7, 2, NOW, Duration.ofHours(2), 1, 0, null));
    }

    @Test
    void asksByItselfWhenItIsTime() throws Exception {
        start(talk -> {
            hear(talk);
            talk.say(response(2, 7), announce(2, A), end(2, 7, 1, 1));
            hear(talk);
            talk.say(response(2, 7), end(2, 7, 1));
            talk.listen();
        });

        updates.next();
        assertThat(updates.next().vrps()).containsExactly(A.toString());
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(heard()).isEqualTo(new Pdu.SerialQuery(2, 7, 1));
    }

    @Test
    void nothingCountsBeforeTheEndOfData() throws Exception {
        start(
                talk -> {
                    talk.hear();
                    giveA(talk);
                    talk.say(PduBytes.notify(2, 7, 2));
                    talk.hear();
                    talk.say(response(2, 7), withdraw(2, A), announce(2, B));
                },
                talk -> {
                    hear(talk);
                    talk.listen();
                });

        assertThat(updates.next().vrps()).containsExactly(A.toString());
        assertThat(heard()).isEqualTo(new Pdu.SerialQuery(2, 7, 1));
        assertThat(updates.isEmpty()).isTrue();
        assertThat(client.status().records()).isEqualTo(1);
        assertThat(client.status().state()).isEqualTo(RtrStatus.State.RETRYING);
    }

    @Test
    void aCacheThatForgotIsAskedForEverythingAgain() throws Exception {
        start(talk -> {
            talk.hear();
            giveA(talk);
            talk.say(PduBytes.notify(2, 7, 9));
            hear(talk);
            talk.say(PduBytes.cacheReset(2));
            hear(talk);
            talk.say(response(2, 7), announce(2, B), end(2, 7, 9));
            talk.listen();
        });

        updates.next();
        assertThat(updates.next().vrps()).containsExactly(B.toString());
        assertThat(heard()).isEqualTo(new Pdu.SerialQuery(2, 7, 1));
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
    }

    @Test
    void anotherSessionIsLearntFromTheBeginningWhileTheOldDataStays() throws Exception {
        start(
                talk -> {
                    talk.hear();
                    giveA(talk);
                    talk.say(PduBytes.notify(2, 8, 1));
                    talk.hear();
                    talk.say(response(2, 8));
                    hear(talk);
                },
                talk -> {
                    hear(talk);
                    talk.say(response(2, 8), announce(2, B), end(2, 8, 1));
                    talk.listen();
                });

        updates.next();
        assertThat(updates.next().vrps()).containsExactly(B.toString());
        assertThat(heard()).isEqualTo(new Pdu.ErrorReport(2, 0, "session id 8 in an answer about session 7"));
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(Updates.status(client, status -> status.session() == 8).records())
                .isEqualTo(1);
    }

    private void breaks(int code, String words, byte[]... answer) throws Exception {
        start(
                talk -> {
                    talk.hear();
                    giveA(talk);
                    talk.say(PduBytes.notify(2, 7, 2));
                    talk.hear();
                    talk.say(answer);
                    hear(talk);
                },
                talk -> {
                    hear(talk);
                    talk.listen();
                });

        assertThat(updates.next().vrps()).containsExactly(A.toString());
        assertThat(heard()).isInstanceOfSatisfying(Pdu.ErrorReport.class, report -> {
            assertThat(report.code()).isEqualTo(code);
            assertThat(report.text()).contains(words);
        });
        assertThat(heard()).as("what it asks after that").isEqualTo(new Pdu.ResetQuery(2));
        assertThat(updates.isEmpty()).isTrue();
        assertThat(client.status().records()).isEqualTo(1);
        assertThat(client.status().lastError()).contains(words);
    }

    @Test
    void aDuplicateAnnouncementIsAnError() throws Exception {
        breaks(7, "announced though it is there", response(2, 7), announce(2, B), announce(2, A), end(2, 7, 2));
    }

    @Test
    void theWithdrawalOfAnUnknownRecordIsAnError() throws Exception {
        breaks(6, "withdrawn though it is not there", response(2, 7), withdraw(2, A), withdraw(2, B), end(2, 7, 2));
    }

    @Test
    void theWithdrawalOfAnUnknownAspaIsAnError() throws Exception {
        breaks(6, "an ASPA of AS5", response(2, 7), PduBytes.aspa(false, 5), end(2, 7, 2));
    }

    @Test
    void dataWithoutAnAnswerIsAnError() throws Exception {
        breaks(0, "Prefix where none is expected", announce(2, B));
    }

    @Test
    void anotherVersionInTheMiddleIsAnError() throws Exception {
        breaks(8, "version 1 after version 2", response(2, 7), announce(1, B));
    }

    @Test
    void theEndOfAnotherSessionIsAnError() throws Exception {
        breaks(0, "another session id", response(2, 7), end(2, 8, 2));
    }

    @Test
    void anImpossibleLengthIsAnError() throws Exception {
        breaks(
                0,
                "length 16777215 is not in",
                PduEncoder.header(2, 4, 0, 8).putInt(4, 0xFFFFFF).array());
    }

    @Test
    void moreRecordsThanAllowedAreAnError() throws Exception {
        byte[][] answer = new byte[1002][];
        answer[0] = response(2, 7);
        for (int i = 1; i < answer.length; i++) {
            answer[i] = announce(2, vrp("198.51.100.0/24", 24, i));
        }
        breaks(0, "more than 1000 records", answer);
    }

    @Test
    void aCacheThatDripsIsLeft() throws Exception {
        start(
                talk -> {
                    talk.hear();
                    giveA(talk);
                    byte[] pdu = PduBytes.notify(2, 7, 2);
                    talk.say(Arrays.copyOf(pdu, 5));
                    talk.listen();
                },
                talk -> {
                    hear(talk);
                    talk.listen();
                });

        updates.next();
        assertThat(heard()).isEqualTo(new Pdu.SerialQuery(2, 7, 1));
        assertThat(client.status().failures()).isEqualTo(1);
    }

    @Test
    void anAnswerThatDoesNotEndIsLeft() throws Exception {
        start(
                talk -> {
                    talk.hear();
                    talk.say(response(2, 7));
                    for (int i = 1; i < 500; i++) {
                        talk.say(announce(2, vrp("198.51.100.0/24", 24, i)));
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                },
                talk -> {
                    hear(talk);
                    giveA(talk);
                    talk.listen();
                });

        assertThat(updates.next().vrps()).containsExactly(A.toString());
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
    }

    @Test
    void noDataYetIsNotTheEnd() throws Exception {
        start(talk -> {
            hear(talk);
            talk.say(PduBytes.error(2, 2, "come back later"));
            hear(talk);
            giveA(talk);
            talk.listen();
        });

        assertThat(updates.next().vrps()).containsExactly(A.toString());
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
    }

    @Test
    void followsACacheThatAnswersInALowerVersion() throws Exception {
        start(talk -> {
            hear(talk);
            talk.say(PduBytes.notify(1, 9, 9), response(1, 7), announce(1, A), PduBytes.routerKey(1), end(1, 7, 1));
            talk.say(PduBytes.notify(1, 7, 2));
            hear(talk);
            talk.listen();
        });

        Updates.Update update = updates.next();
        assertThat(update.vrps()).containsExactly(A.toString());
        assertThat(update.aspas()).isEqualTo("none");
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(heard()).isEqualTo(new Pdu.SerialQuery(1, 7, 1));
    }

    @Test
    void offersTheVersionThatACacheNamesWhenItRefuses() throws Exception {
        start(
                talk -> {
                    hear(talk);
                    talk.say(PduBytes.error(0, 4, "only 0"));
                },
                talk -> {
                    hear(talk);
                    talk.say(response(0, 7), announce(0, A), end(0, 7, 1));
                    talk.listen();
                });

        assertThat(updates.next().status().version()).isZero();
        assertThat(List.of(heard(), heard())).containsExactly(new Pdu.ResetQuery(2), new Pdu.ResetQuery(0));
    }

    @Test
    void offersLowerVersionsToACacheThatHangsUpAndThenBeginsAnew() throws Exception {
        start(this::hear);

        assertThat(List.of(heard(), heard(), heard(), heard()))
                .containsExactly(
                        new Pdu.ResetQuery(2), new Pdu.ResetQuery(1), new Pdu.ResetQuery(0), new Pdu.ResetQuery(2));
    }

    @Test
    void dataThatItsOwnerCouldNotTakeIsAskedForAgain() throws Exception {
        cache = new ScriptedCache(List.of(talk -> {
            hear(talk);
            giveA(talk);
            talk.listen();
        }));
        boolean[] failed = {false};
        client = RtrClient.start(cache.settings(), InstantSource.fixed(NOW), (data, status) -> {
            if (!failed[0]) {
                failed[0] = true;
                throw new IllegalStateException("not now");
            }
            updates.updated(data, status);
        });

        assertThat(updates.next().vrps()).containsExactly(A.toString());
        assertThat(List.of(heard(), heard())).containsExactly(new Pdu.ResetQuery(2), new Pdu.ResetQuery(2));
    }

    @Test
    void dataExpires() throws Exception {
        start(talk -> {
            talk.hear();
            giveA(talk);
            talk.listen();
        });

        RtrStatus status = updates.next().status();
        assertThat(status.expired(NOW.plus(Duration.ofHours(2)))).isFalse();
        assertThat(status.expired(NOW.plus(Duration.ofHours(2)).plusMillis(1))).isTrue();
        assertThat(status.age(NOW.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    }
}
