/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT;
import static org.openpeering.insights.bgp.BgpBytes.concat;
import static org.openpeering.insights.bgp.BgpBytes.nlri;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.Samples;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.mrt.MrtBytes;
import org.openpeering.insights.mrt.MrtDamage;

class AnalysisTest {
    private static final byte[] NOTHING = new byte[0];
    private static final long OWNER = 65010;
    private static final long THIEF = 65066;
    private static final Instant TIME = Instant.ofEpochSecond(MrtBytes.SECONDS);
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final IpPrefix PART = IpPrefix.parse("203.0.113.128/25");
    private static final Bounds BOUNDS = new Bounds(1L << 30, 100, 1_000, 1 << 20, 100, 100, Duration.ofMinutes(1));

    private static final byte[] LEGAL = announced(PREFIX, OWNER);
    private static final byte[] HIJACK = announced(PART, THIEF);
    private static final byte[] WITHDRAWAL = MrtBytes.bgp4mp(4, BgpBytes.withdraw(PART));

    /** The recorded peer is one that has to announce the prefix, too. */
    private static final MonitoredPrefix MONITORED = new MonitoredPrefix(
            PREFIX,
            7,
            List.of(new Asn(OWNER)),
            List.of(new RequiredSession(MrtBytes.PEER, new Asn(MrtBytes.PEER_AS), "Frankfurt", SessionRole.PRIMARY)));

    private final AtomicLong nanos = new AtomicLong();
    private boolean leftAlone;

    private static byte[] announced(IpPrefix prefix, long origin) {
        return MrtBytes.bgp4mp(
                4, BgpBytes.update(NOTHING, MrtBytes.attributes(4, MrtBytes.PEER_AS, origin), nlri(prefix)));
    }

    private Findings analyse(Bounds bounds, InputStream recording) throws IOException {
        Guard guard = new Guard(bounds, nanos::get, () -> leftAlone);
        return Analysis.of(recording, List.of(MONITORED), new Detection(Limits.DEFAULT), bounds, guard);
    }

    private Findings analyse(byte[]... records) throws IOException {
        return analyse(BOUNDS, new ByteArrayInputStream(concat(records)));
    }

    private static RoutingEvent only(Findings findings, EventType type) {
        assertThat(findings.events()).hasSize(1);
        assertThat(findings.events().getFirst().type()).isEqualTo(type);
        return findings.events().getFirst();
    }

    @Test
    void aHijackInTheRecordingIsToldAtItsTimeByItsVantage() throws IOException {
        Findings findings = analyse(LEGAL, HIJACK, announced(IpPrefix.parse("198.51.100.0/24"), THIEF));

        RoutingEvent hijack = only(findings, PREFIX_SUB_PREFIX_HIJACK_EVENT);
        assertThat(hijack.status()).isEqualTo(Status.OPEN);
        assertThat(hijack.offendingPrefix()).isEqualTo(PART);
        assertThat(hijack.seenOrigin()).isEqualTo(new Asn(THIEF));
        assertThat(hijack.firstSeen()).isEqualTo(TIME);
        assertThat(hijack.vantages()).containsExactly("recording|192.0.2.1");
        assertThat(findings.updates()).isEqualTo(3);
        assertThat(findings.matches()).isEqualTo(2);
        assertThat(findings.peers()).isEqualTo(1);
        assertThat(findings.from()).contains(TIME);
    }

    @Test
    void anotherOriginIsToldAndNothingOfSessionsThatHaveToAnnounce() throws IOException {
        Findings findings = analyse(announced(PREFIX, THIEF), MrtBytes.bgp4mp(4, BgpBytes.withdraw(PREFIX)), LEGAL);

        assertThat(only(findings, PREFIX_ORIGIN_AS_CHANGE_EVENT).status()).isEqualTo(Status.ENDED);
    }

    @Test
    void aWithdrawalEndsWhatTheRouteHasOpened() throws IOException {
        assertThat(only(analyse(HIJACK, WITHDRAWAL), PREFIX_SUB_PREFIX_HIJACK_EVENT)
                        .endCause())
                .contains("Explicit");
    }

    @Test
    void theEndOfASessionAndItsNewBeginTakeItsRoutesAway() throws IOException {
        for (byte[] states : List.of(MrtBytes.states(6, 1), MrtBytes.states(5, 6))) {
            Findings findings = analyse(HIJACK, MrtBytes.bgp4mp(5, states));

            assertThat(only(findings, PREFIX_SUB_PREFIX_HIJACK_EVENT).endCause())
                    .contains("PeerDown");
        }
        assertThat(only(analyse(HIJACK, MrtBytes.bgp4mp(5, MrtBytes.states(1, 3))), PREFIX_SUB_PREFIX_HIJACK_EVENT)
                        .status())
                .isEqualTo(Status.OPEN);
    }

    @Test
    void tablesAreHeldAgainstThePrefixesPeerByPeer() throws IOException {
        Findings findings = analyse(
                MrtBytes.peers(),
                MrtBytes.rib(
                        2,
                        nlri(PREFIX),
                        MrtBytes.route(2, 0, MrtBytes.attributes(4, MrtBytes.PEER_AS, OWNER)),
                        MrtBytes.route(2, 1, MrtBytes.attributes(4, 70001, THIEF))),
                MrtBytes.rib(
                        2, nlri(IpPrefix.parse("0.0.0.0/0")), MrtBytes.route(2, 0, MrtBytes.attributes(4, THIEF))));

        assertThat(only(findings, PREFIX_ORIGIN_AS_CHANGE_EVENT).vantages()).containsExactly("recording|192.0.2.2");
        assertThat(findings.tableRoutes()).isEqualTo(3);
        assertThat(findings.matches()).isEqualTo(2);
    }

    @Test
    void whatTheCollectorSentItselfSaysNothingOfItsPeers() throws IOException {
        byte[] sent = MrtBytes.bgp4mp(
                7, BgpBytes.update(NOTHING, MrtBytes.attributes(4, MrtBytes.PEER_AS, THIEF), nlri(PART)));

        assertThat(analyse(sent).events()).isEmpty();
    }

    @Test
    void aRecordingThatBreaksInTheMiddleSaysWhatWasReadAndWhere() throws IOException {
        byte[] cut = concat(HIJACK, LEGAL, WITHDRAWAL);

        Findings findings = analyse(Arrays.copyOf(cut, cut.length - 5));

        assertThat(only(findings, PREFIX_SUB_PREFIX_HIJACK_EVENT).status()).isEqualTo(Status.OPEN);
        assertThat(findings.summary().brokeOff())
                .contains(new MrtDamage(HIJACK.length + LEGAL.length, 3, "the stream ends inside of the record"));
        assertThat(findings.stopped()).isEmpty();
    }

    @Test
    void aDamagedGzipTellsWhatCameBeforeTheDamage() throws IOException {
        byte[] packed = gzip(concat(HIJACK, LEGAL, WITHDRAWAL), 1);
        packed[packed.length - 6] ^= 1;

        Findings findings = analyse(BOUNDS, new ByteArrayInputStream(packed));

        assertThat(findings.updates()).isEqualTo(3);
        assertThat(findings.summary().brokeOff()).hasValueSatisfying(damage -> {
            assertThat(damage.record()).isEqualTo(4);
            assertThat(damage.reason()).contains("CRC");
        });
    }

    @Test
    void aMessageThatDoesNotHoldTogetherCostsItself() throws IOException {
        byte[] wrong = BgpBytes.update(NOTHING, NOTHING, new byte[] {64, 1, 2, 3});

        Findings findings = analyse(MrtBytes.bgp4mp(4, wrong), HIJACK);

        assertThat(findings.unreadable()).isEqualTo(1);
        assertThat(findings.events()).hasSize(1);
    }

    @Test
    void whatUnpacksToAHundredTimesItsSizeIsLeftThere() throws IOException {
        byte[] bomb = gzip(MrtBytes.bgp4mp(4, BgpBytes.message(4, NOTHING)), 600_000);
        assertThat(bomb.length).isLessThan(600_000 * 47 / 200);

        Findings findings = analyse(BOUNDS, new ByteArrayInputStream(bomb));

        assertThat(findings.stopped()).hasValueSatisfying(at -> {
            assertThat(at.reason()).isEqualTo("it unpacks to more than 100 times its size");
            assertThat(at.offset()).isBetween(Bounds.START - (1 << 20), Bounds.START + (1 << 20));
        });
    }

    @Test
    void whatIsLargerOrHasMorePeersThanAllowedIsReadUpToThere() throws IOException {
        byte[] much = gzip(LEGAL, 4_000);
        Bounds small = new Bounds(100_000, 1_000, 10, 1 << 20, 100, 100, Duration.ofMinutes(1));
        Bounds lonely = new Bounds(1 << 20, 100, 10, 1 << 20, 0, 100, Duration.ofMinutes(1));

        assertThat(analyse(small, new ByteArrayInputStream(much))
                        .stopped()
                        .orElseThrow()
                        .reason())
                .isEqualTo("it unpacks to more than 100000 bytes");
        assertThat(analyse(lonely, new ByteArrayInputStream(LEGAL)).stopped().orElseThrow())
                .isEqualTo(new MrtDamage(LEGAL.length, 2, "it has more than 0 peers"));
    }

    @Test
    void routesHeldAndEventsToldAreBounded() throws IOException {
        Bounds few = new Bounds(1 << 20, 100, 2, 1 << 20, 100, 1, Duration.ofMinutes(1));
        byte[] three = concat(
                announced(PART, THIEF),
                announced(IpPrefix.parse("203.0.113.0/25"), THIEF),
                announced(IpPrefix.parse("203.0.113.0/26"), THIEF),
                announced(IpPrefix.parse("203.0.113.64/26"), THIEF));

        Findings findings = analyse(few, new ByteArrayInputStream(three));

        assertThat(findings.events()).hasSize(1);
        assertThat(findings.eventsBeyond()).isEqualTo(2);
        assertThat(findings.stopped().orElseThrow())
                .isEqualTo(new MrtDamage(
                        three.length / 4L * 3,
                        4,
                        "more than 2 routes of monitored prefixes are held at " + TIME + "; name fewer prefixes"));
    }

    /** 100 AS numbers of 32 bytes a route, and counted whenever 16 more were announced. */
    @Test
    void bytesOfRoutesHeldAreBounded() throws IOException {
        long[] path = LongStream.rangeClosed(1, 100).map(i -> 64_000 + i).toArray();
        Bounds small = new Bounds(1 << 24, 100, 1_000, 60 * 3_200, 100, 100, Duration.ofMinutes(1));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            IpPrefix part = IpPrefix.parse("203.0.113." + i + "/32");
            byte[] record = MrtBytes.bgp4mp(4, BgpBytes.update(NOTHING, MrtBytes.attributes(4, path), nlri(part)));
            all.writeBytes(record);
            one.writeBytes(record);
            one.writeBytes(MrtBytes.bgp4mp(4, BgpBytes.withdraw(part)));
        }

        Findings stopped = analyse(small, new ByteArrayInputStream(all.toByteArray()));
        Findings whole = analyse(small, new ByteArrayInputStream(one.toByteArray()));

        assertThat(stopped.stopped()).hasValueSatisfying(at -> {
            assertThat(at.record()).isEqualTo(65);
            assertThat(at.reason())
                    .isEqualTo("paths and communities of monitored prefixes' routes take more than 192000 bytes at "
                            + TIME + "; name fewer prefixes");
        });
        assertThat(whole.stopped()).isEmpty();
        assertThat(whole.updates()).isEqualTo(200);
    }

    @Test
    void anEndlessNameInAGzipHeaderFillsNoHeap() {
        AtomicLong given = new AtomicLong();
        byte[] header = {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                long at = given.getAndIncrement();
                return at < header.length ? header[(int) at] & 0xFF : 'a';
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                for (int i = 0; i < length; i++) {
                    bytes[from + i] = (byte) read();
                }
                return length;
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> analyse(BOUNDS, endless))
                .withMessage("nothing comes out of 2097152 bytes");
        assertThat(given.get()).isLessThan(3 << 20);
    }

    @Test
    void theRestOfAnUploadIsThrownAwayAsLongAsItComesSoon() {
        AtomicLong read = new AtomicLong();
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("in pieces");
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                read.incrementAndGet();
                return 1;
            }
        };
        InputStream quick = new ByteArrayInputStream(new byte[1 << 20]);
        Guard guard = new Guard(BOUNDS, nanos::get, () -> false);

        guard.leave(slow);
        guard.leave(quick);

        assertThat(read.get()).isEqualTo(5);
        assertThat(quick).isEmpty();
    }

    @Test
    void anAnalysisLeavesTheUploadOpen() throws IOException {
        AtomicLong closed = new AtomicLong();
        InputStream upload = new FilterInputStream(new ByteArrayInputStream(gzip(LEGAL, 10))) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };

        assertThat(analyse(BOUNDS, upload).updates()).isEqualTo(10);
        assertThat(closed.get()).isZero();
    }

    @Test
    void anAnalysisEndsWhenItsTimeIsUpOrNobodyWaitsForIt() throws IOException {
        byte[] first = HIJACK;
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(concat(first, LEGAL))) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                nanos.addAndGet(Duration.ofSeconds(40).toNanos());
                return super.read(bytes, from, Math.min(length, first.length));
            }
        };
        Findings late = analyse(BOUNDS, slow);
        leftAlone = true;
        Findings left = analyse(HIJACK, LEGAL);

        assertThat(late.updates()).isEqualTo(1);
        assertThat(late.stopped().orElseThrow().reason()).isEqualTo("it takes longer than 60 s");
        assertThat(left.updates()).isZero();
        assertThat(left.stopped().orElseThrow().reason()).isEqualTo("nobody waits for the answer");
    }

    @Test
    void anUploadThatBreaksOffIsNoDamageOfTheRecording() throws IOException {
        InputStream broken = new FilterInputStream(new ByteArrayInputStream(gzip(LEGAL, 10_000))) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };
        Guard guard = new Guard(BOUNDS, nanos::get, () -> false);

        try {
            Analysis.of(broken, List.of(MONITORED), new Detection(Limits.DEFAULT), BOUNDS, guard);
        } catch (IOException e) {
            // Not even its first bytes could be read.
        }

        assertThat(guard.broken()).hasMessage("connection reset");
    }

    @Test
    void realRecordingsAreReadToTheirEnd() throws IOException {
        Optional<Path> beside = Samples.beside("mrt");
        Assumptions.assumeTrue(beside.isPresent());
        try (var files = Files.list(beside.orElseThrow())) {
            for (Path file :
                    files.filter(each -> !each.toString().contains("bgpdump")).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    Findings findings = analyse(BOUNDS, in);

                    assertThat(findings.read()).as("%s", file).isPositive();
                    assertThat(findings.stopped()).as("%s", file).isEmpty();
                    assertThat(findings.events()).as("%s", file).isEmpty();
                }
            }
        }
    }

    private static byte[] gzip(byte[] record, int times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out, 1 << 16)) {
            for (int i = 0; i < times; i++) {
                packing.write(record);
            }
        }
        return out.toByteArray();
    }
}
