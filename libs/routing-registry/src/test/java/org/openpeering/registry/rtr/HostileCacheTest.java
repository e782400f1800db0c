/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.registry.rtr.PduBytes.announce;
import static org.openpeering.registry.rtr.PduBytes.end;
import static org.openpeering.registry.rtr.PduBytes.response;
import static org.openpeering.registry.rtr.PduBytes.vrp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.registry.rpki.Vrp;

/** What a cache may do to us, and what we do then. */
@Timeout(60)
class HostileCacheTest {
    private static final Vrp A = vrp("192.0.2.0/24", 24, 64496);
    private static final Vrp B = vrp("2001:db8::/32", 48, 64497);
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final byte[] RESET_QUERY = PduEncoder.resetQuery(2);

    private final Updates updates = new Updates();
    private final BlockingQueue<String> connections = new LinkedBlockingQueue<>();
    private final BlockingQueue<Pdu> heard = new LinkedBlockingQueue<>();
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private ScriptedCache cache;
    private RtrClient client;

    private void start(Duration answerTimeout, ScriptedCache.Script... scripts) throws IOException {
        cache = new ScriptedCache(Arrays.asList(scripts));
        client = RtrClient.start(cache.settings("127.0.0.1", answerTimeout), clock::get, updates);
    }

    private void start(ScriptedCache.Script... scripts) throws IOException {
        start(Duration.ofSeconds(2), scripts);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        cache.close();
    }

    private static String hex(byte[]... parts) {
        return HexFormat.of().formatHex(PduBytes.join(parts));
    }

    /** All that was said on a connection, as hex digits. */
    private String said() throws InterruptedException {
        return Objects.requireNonNull(connections.poll(20, TimeUnit.SECONDS), "no connection ended");
    }

    private Pdu heard() throws InterruptedException {
        return Objects.requireNonNull(heard.poll(20, TimeUnit.SECONDS), "nothing was said");
    }

    /** The limit is not of whole milliseconds: a wait that ends a little early is no reason to ask again. */
    @ParameterizedTest
    @ValueSource(longs = {50_000_001, 50_300_000, 50_999_999})
    void aSilentCacheIsAskedOnceAConnection(long nanos) throws Exception {
        start(Duration.ofNanos(nanos), talk -> connections.add(hex(talk.rest())));

        for (int i = 0; i < 8; i++) {
            assertThat(said()).isEqualTo(hex(RESET_QUERY));
        }
        assertThat(client.status().state()).isEqualTo(RtrStatus.State.LOADING);
        assertThat(client.status().lastError()).contains("no complete answer in");
    }

    @Test
    void aCacheThatFallsSilentIsLeftAndItsDataStays() throws Exception {
        start(Duration.ofSeconds(1), talk -> {
            talk.hear();
            talk.say(response(2, 7), announce(2, A), end(2, 7, 1, 1));
            connections.add(hex(talk.rest()));
        });

        assertThat(updates.next().vrps()).containsExactly(A.toString());
        assertThat(said()).isEqualTo(hex(PduEncoder.serialQuery(2, 7, 1)));
        assertThat(Updates.status(client, status -> status.failures() > 0).records())
                .isEqualTo(1);
    }

    @Test
    void halfAMessageIsLeft() throws Exception {
        start(talk -> {
            talk.hear();
            talk.say(response(2, 7), Arrays.copyOf(announce(2, A), 11));
            connections.add(hex(talk.rest()));
        });

        assertThat(said()).isEmpty();
        assertThat(Updates.status(client, status -> status.failures() > 0).lastError())
                .contains("too slow");
        assertThat(updates.isEmpty()).isTrue();
    }

    /** RFC 8210 section 5.11. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // quotes more than it has
                "02 0a 0001 00000010 ffffffff 00000000",
                // says more than it has
                "02 0a 0001 00000010 00000000 7fffffff",
                // too short for its two lengths
                "02 0a 0001 0000000c 00000000",
                // lengths that cannot be
                "02 0a 0001 00000007",
                "02 0a 0001 ffffffff",
                // of a version that there is not
                "09 0a 0001 0000000c 00000000",
                // sound
                "02 0a 0000 00000010 00000000 00000000",
                "02 0a 0001 00000010 00000000 00000000",
                "02 0a 0003 00000010 00000000 00000000",
                "02 0a 0063 00000010 00000000 00000000",
            })
    void anErrorReportIsNeverAnsweredByOne(String report) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(report.replace(" ", ""));
        start(talk -> {
            talk.hear();
            talk.say(bytes);
            connections.add(hex(talk.rest()));
        });

        assertThat(said()).isEmpty();
        assertThat(Updates.status(client, status -> status.failures() > 0).lastError())
                .isNotNull();
    }

    @Test
    void anotherVersionThanEverIsAnError() throws Exception {
        start(talk -> {
            talk.hear();
            talk.say(PduEncoder.header(9, 3, 0, 8).array());
            heard.add(talk.hear());
        });

        assertThat(heard()).isEqualTo(new Pdu.ErrorReport(2, 4, "version 9"));
    }

    /** Notifications that say nothing new do not keep us from asking when it is time. */
    @Test
    void endlessNotificationsDoNotKeepUsFromAsking() throws Exception {
        start(talk -> {
            talk.hear();
            talk.say(response(2, 7), announce(2, A), end(2, 7, 1, 1));
            while (!talk.addressed()) {
                talk.say(PduBytes.notify(2, 7, 1));
            }
            heard.add(talk.hear());
            talk.listen();
        });

        assertThat(updates.next().vrps()).containsExactly(A.toString());
        assertThat(heard()).isEqualTo(new Pdu.SerialQuery(2, 7, 1));
    }

    @Test
    void aCacheThatAlwaysHasNewsIsAskedOnceASecond() throws Exception {
        BlockingQueue<Long> times = new LinkedBlockingQueue<>();
        start(talk -> {
            talk.hear();
            talk.say(response(2, 7), announce(2, A), end(2, 7, 1));
            for (int serial = 2; ; serial++) {
                times.add(System.nanoTime());
                talk.say(PduBytes.notify(2, 7, serial));
                talk.hear();
                talk.say(response(2, 7), end(2, 7, serial));
            }
        });

        long first = Objects.requireNonNull(times.poll(20, TimeUnit.SECONDS));
        times.poll(20, TimeUnit.SECONDS);
        long third = Objects.requireNonNull(times.poll(20, TimeUnit.SECONDS));
        assertThat(Duration.ofNanos(third - first)).isGreaterThan(Duration.ofMillis(1900));
    }

    @Test
    void endlessNotificationsAreNoAnswer() throws Exception {
        start(Duration.ofMillis(200), talk -> {
            heard.add(talk.hear());
            while (true) {
                talk.say(PduBytes.notify(2, 7, 1));
            }
        });

        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(client.status().lastError()).isNotNull();
    }

    @Test
    void aSerialThatGoesBackIsAnError() throws Exception {
        start(
                talk -> {
                    talk.hear();
                    talk.say(response(2, 7), announce(2, A), end(2, 7, 5));
                    talk.say(PduBytes.notify(2, 7, 4));
                    talk.hear();
                    talk.say(response(2, 7), announce(2, B), end(2, 7, 4));
                    heard.add(talk.hear());
                },
                talk -> {
                    heard.add(talk.hear());
                    talk.listen();
                });

        assertThat(heard()).isEqualTo(new Pdu.ErrorReport(2, 0, "the serial goes back from 5 to 4"));
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(client.status().records()).isEqualTo(1);
    }

    @Test
    void afterTheLastSerialComesZero() throws Exception {
        start(talk -> {
            talk.hear();
            talk.say(response(2, 7), announce(2, A), end(2, 7, -1));
            talk.say(PduBytes.notify(2, 7, 0));
            talk.hear();
            talk.say(response(2, 7), announce(2, B), end(2, 7, 0));
            talk.listen();
        });

        assertThat(updates.next().status().serial()).isEqualTo(0xFFFF_FFFFL);
        assertThat(updates.next().vrps()).containsExactly(A.toString(), B.toString());
    }

    /** RFC 8210 section 8.4. */
    @Test
    void aCacheThatLostItsDataIsAskedForEverythingAndThenAfterItsRetryInterval() throws Exception {
        long[] refused = new long[1];
        start(talk -> {
            talk.hear();
            talk.say(response(2, 7), announce(2, A), end(2, 7, 1, 1, 2));
            heard.add(talk.hear());
            talk.say(PduBytes.error(2, 2, "come back later"));
            heard.add(talk.hear());
            refused[0] = System.nanoTime();
            talk.say(PduBytes.error(2, 2, "later, I said"));
            heard.add(talk.hear());
            talk.listen();
        });

        assertThat(heard()).isEqualTo(new Pdu.SerialQuery(2, 7, 1));
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(Duration.ofNanos(System.nanoTime() - refused[0])).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(client.status().records()).isEqualTo(1);
    }

    @Test
    void aCacheThatRefusesIsLeftAloneForItsRetryInterval() throws Exception {
        long[] refused = new long[1];
        start(
                talk -> {
                    talk.hear();
                    talk.say(response(2, 7), announce(2, A), end(2, 7, 1, 1, 2));
                    talk.hear();
                    talk.say(PduBytes.error(2, 1, "something is wrong with me"));
                },
                talk -> {
                    heard.add(talk.hear());
                    refused[0] = System.nanoTime();
                    talk.say(PduBytes.error(2, 1, "it still is"));
                },
                talk -> {
                    heard.add(talk.hear());
                    talk.listen();
                });

        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
        assertThat(Duration.ofNanos(System.nanoTime() - refused[0])).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    /** RFC 8210 section 6: what may not be kept is not asked for news of, though the cache would know it. */
    @Test
    void nothingIsBuiltOnDataThatHasExpired() throws Exception {
        start(
                talk -> {
                    talk.hear();
                    talk.say(response(2, 7), announce(2, A), end(2, 7, 1));
                    talk.rest();
                },
                talk -> {
                    heard.add(talk.hear());
                    talk.listen();
                });

        assertThat(updates.next().status().expires()).isEqualTo(NOW.plus(Duration.ofHours(2)));
        clock.set(NOW.plus(Duration.ofHours(2)).plusNanos(1));
        cache.hangUp();

        assertThat(heard()).isEqualTo(new Pdu.ResetQuery(2));
    }
}
