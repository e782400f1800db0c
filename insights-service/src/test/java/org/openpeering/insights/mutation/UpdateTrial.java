/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mutation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.Samples;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.Dialect;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.insights.mrt.MrtBytes;
import org.openpeering.insights.mrt.MrtEntry;
import org.openpeering.insights.mrt.MrtReader;
import org.openpeering.insights.mrt.MrtReceiver;
import org.openpeering.insights.mrt.MrtRecord;
import org.openpeering.insights.mrt.Recording;

/** UPDATE messages, of sessions whose way of writing is learnt from the mutants themselves. */
final class UpdateTrial implements Trial, RouteReceiver {
    static final Kind KIND = new Kind(
            "update", UpdateTrial::corpus, input -> Trial.bgpLength(input, 0), UpdateTrial::new, 64 << 10, 256);
    private static final int PER_RECORDING = 500;
    private static final byte[] NOTHING = new byte[0];

    private final UpdateDecoder decoder = new UpdateDecoder();
    private final List<Dialect> dialects = new ArrayList<>();
    private int next;

    UpdateTrial() {
        for (boolean wide : new boolean[] {true, false}) {
            for (boolean paths : new boolean[] {true, false}) {
                dialects.add(new Dialect(new Reading(wide, paths, paths, 65001, 65002)));
            }
        }
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> updates = new ArrayList<>(generated());
        for (byte[] message : BmpTrial.captured(0)) {
            updates.add(Arrays.copyOfRange(message, BmpTrial.PEER_HEADER_END, message.length));
        }
        for (String name : MrtBytes.SAMPLES) {
            messages(new ByteArrayInputStream(MrtBytes.sample(name + ".mrt")), updates);
        }
        Optional<Path> recordings = Samples.beside("mrt");
        if (recordings.isPresent()) {
            try (Stream<Path> files = Files.list(recordings.get())) {
                for (Path file : files.filter(each -> !each.toString().contains("expected"))
                        .sorted()
                        .toList()) {
                    try (var in = Recording.open(file)) {
                        messages(in, updates);
                    }
                }
            }
        }
        return updates;
    }

    private static void messages(java.io.InputStream recording, List<byte[]> updates) {
        List<byte[]> found = new ArrayList<>();
        MrtReader reader = new MrtReader(recording, new MrtReceiver() {
            @Override
            public void message(MrtRecord record, byte[] bytes, int from, int to) {
                found.add(Arrays.copyOfRange(bytes, from, to));
            }

            @Override
            public void state(MrtRecord record, int before, int after) {}

            @Override
            public void entry(MrtRecord record, MrtEntry entry, byte[] bytes, int from, int to) {}
        });
        for (int records = 0; records < 2 * PER_RECORDING && found.size() < PER_RECORDING && reader.next(); ) {
            records++;
        }
        updates.addAll(found);
    }

    /** With every attribute that is looked at, in both families, with path identifiers and without. */
    private static List<byte[]> generated() {
        byte[] rich = BgpBytes.concat(
                BgpBytes.attribute(1, new byte[1]),
                BgpBytes.attribute(2, BgpBytes.sequence(4, 65002, 70000, 23456)),
                BgpBytes.attribute(3, IpAddress.parse("192.0.2.1").toBytes()),
                BgpBytes.attribute(4, new byte[4]),
                BgpBytes.attribute(5, new byte[4]),
                BgpBytes.attribute(7, new byte[] {0, 1, 0, 0, 10, 0, 0, 1}),
                BgpBytes.attribute(8, new byte[16]),
                BgpBytes.attribute(16, new byte[16]),
                BgpBytes.attribute(32, new byte[24]),
                BgpBytes.attribute(35, new byte[] {0, 0, 0, 9}));
        byte[] old = BgpBytes.concat(
                BgpBytes.attribute(1, new byte[1]),
                BgpBytes.attribute(2, BgpBytes.sequence(2, 65002, 23456, 23456)),
                BgpBytes.attribute(3, IpAddress.parse("192.0.2.1").toBytes()),
                BgpBytes.attribute(7, new byte[] {0x5B, (byte) 0xA0, 10, 0, 0, 1}),
                BgpBytes.attribute(17, BgpBytes.sequence(4, 70000, 70001)),
                BgpBytes.attribute(18, new byte[] {0, 1, 0x11, 0x70, 10, 0, 0, 1}));
        IpPrefix v4 = IpPrefix.parse("198.51.100.0/24");
        IpPrefix v6 = IpPrefix.parse("2001:db8:100::/48");
        IpAddress nextHop = IpAddress.parse("2001:db8::1");
        byte[] reach = BgpBytes.reach(Family.IPV6, nextHop, BgpBytes.nlri(v6, IpPrefix.parse("2001:db8:8000::/33")));
        byte[] unreach = BgpBytes.unreach(Family.IPV6, BgpBytes.nlriWithPath(3, v6));
        return List.of(
                BgpBytes.update(BgpBytes.nlri(v4), BgpBytes.concat(rich, reach), BgpBytes.nlri(v4)),
                BgpBytes.update(NOTHING, BgpBytes.concat(old, unreach), BgpBytes.nlriWithPath(9, v4, v4)),
                BgpBytes.update(NOTHING, BgpBytes.concat(unreach, rich), NOTHING),
                BgpBytes.endOfRib(Family.IPV4),
                BgpBytes.endOfRib(Family.IPV6));
    }

    @Override
    public boolean take(byte[] input) {
        Dialect dialect = dialects.get(next++ % dialects.size());
        UpdateOutcome outcome = decoder.decode(input, 0, input.length, dialect);
        if (outcome == UpdateOutcome.ROUTES || outcome == UpdateOutcome.TREATED_AS_WITHDRAW) {
            decoder.deliver(this);
        }
        return !outcome.malformed();
    }

    @Override
    public void withdraw(Family family, long high, long low, int length, int pathId) {
        check(family, high, low, length);
    }

    @Override
    public void attributes(CompactAttributes attributes) {
        attributes.decode();
    }

    @Override
    public void announce(Family family, long high, long low, int length, int pathId) {
        check(family, high, low, length);
    }

    private static void check(Family family, long high, long low, int length) {
        if (length > family.bits()
                || (high & ~PrefixBits.highMask(length)) != 0
                || (low & ~PrefixBits.lowMask(length)) != 0) {
            throw new IllegalStateException("no prefix: " + family + " " + high + " " + low + "/" + length);
        }
    }
}
