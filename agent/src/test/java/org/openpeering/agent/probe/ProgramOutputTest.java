/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.net.IpAddress;

class ProgramOutputTest {
    private static final List<String> RECORDED = List.of(
            "ping-iputils.txt",
            "ping-iputils-loss.txt",
            "ping-iputils-unreachable.txt",
            "ping-busybox.txt",
            "traceroute-linux.txt",
            "traceroute-busybox.txt",
            "mtr.json");

    @Test
    void readsPingOfIputils() {
        assertThat(PingOutput.read(recorded("ping-iputils.txt"), 3))
                .isEqualTo(new Measured(3, List.of(12_300L, 11_900L, 12_000L), List.of(), null));
    }

    @Test
    void countsWhatWasLostAndNotWhatCameTwice() {
        assertThat(PingOutput.read(recorded("ping-iputils-loss.txt"), 4))
                .isEqualTo(new Measured(4, List.of(104_000L, 998L), List.of(), Failure.TIMEOUT));
    }

    @Test
    void tellsUnreachableFromSilence() {
        assertThat(PingOutput.read(recorded("ping-iputils-unreachable.txt"), 2))
                .isEqualTo(new Measured(2, List.of(), List.of(), Failure.UNREACHABLE));
    }

    @Test
    void readsPingOfBusybox() {
        assertThat(PingOutput.read(recorded("ping-busybox.txt"), 3))
                .isEqualTo(new Measured(3, List.of(10_118L, 9_845L, 10_011L), List.of(), null));
    }

    @Test
    void aPingThatMayNotIsNoLoss() {
        assertThat(PingOutput.read("ping: socket: Operation not permitted\n", 3).failure())
                .isEqualTo(Failure.NOT_ABLE);
    }

    @Test
    void readsTracerouteOfLinux() {
        assertThat(TracerouteOutput.read(recorded("traceroute-linux.txt")))
                .containsExactly(
                        hop(1, "192.0.2.1", 312L),
                        new Hop(2, null, null),
                        hop(3, "198.51.100.7", 9_876L),
                        hop(4, "203.0.113.9", 12_001L));
    }

    @Test
    void readsTracerouteOfBusybox() {
        assertThat(TracerouteOutput.read(recorded("traceroute-busybox.txt")))
                .containsExactly(hop(1, "192.0.2.1", 404L), hop(2, "2001:db8::7", 5_120L));
    }

    @Test
    void readsMtr() {
        assertThat(MtrOutput.read(recorded("mtr.json")))
                .containsExactly(hop(1, "192.0.2.1", 300L), new Hop(2, null, null), hop(3, "203.0.113.9", 12_010L));
    }

    @Test
    void aTracerouteThatEndsElsewhereHasNotArrived() {
        List<Hop> hops = TracerouteOutput.read(recorded("traceroute-linux.txt"));

        assertThat(SystemProbes.reached(hops, IpAddress.parse("203.0.113.9")).rttMicros())
                .containsExactly(12_001L);
        assertThat(SystemProbes.reached(hops, IpAddress.parse("203.0.113.10")).failure())
                .isEqualTo(Failure.TIMEOUT);
    }

    @Property(tries = 2000)
    void survivesAnyText(@ForAll @StringLength(max = 400) String text) {
        check(text);
    }

    @Property(tries = 4000)
    void survivesDamagedOutput(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(recorded(RECORDED.get(random.nextInt(RECORDED.size()))));
        for (int i = random.nextInt(8); i >= 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, "0123456789.:*-eE \n{}[]\",".charAt(random.nextInt(24)));
                case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
                case 2 -> text.insert(at, "99999999999999999999");
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(60))));
            }
        }
        check(text.toString());
    }

    private static void check(String text) {
        Measured ping = PingOutput.read(text, 5);
        assertThat(ping.sent()).isBetween(0, 5);
        assertThat(ping.rttMicros()).hasSizeLessThanOrEqualTo(ping.sent()).allMatch(trip -> trip >= 0);
        for (List<Hop> hops : List.of(TracerouteOutput.read(text), MtrOutput.read(text))) {
            assertThat(hops).hasSizeLessThanOrEqualTo(LatencySample.MOST_HOPS);
            assertThat(hops).allMatch(hop -> hop.rttMicros() == null || hop.rttMicros() >= 0);
        }
    }

    private static Hop hop(int ttl, String address, long micros) {
        return new Hop(ttl, IpAddress.parse(address), micros);
    }

    private static String recorded(String name) {
        try (InputStream in =
                Objects.requireNonNull(ProgramOutputTest.class.getResourceAsStream("/recorded/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
