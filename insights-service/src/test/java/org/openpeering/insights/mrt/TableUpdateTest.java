/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.bgp.BgpBytes.attribute;
import static org.openpeering.insights.bgp.BgpBytes.concat;
import static org.openpeering.insights.bgp.BgpBytes.nlri;
import static org.openpeering.insights.bgp.BgpBytes.sequence;
import static org.openpeering.insights.mrt.MrtBytes.attributes;
import static org.openpeering.insights.mrt.MrtBytes.peers;
import static org.openpeering.insights.mrt.MrtBytes.rib;
import static org.openpeering.insights.mrt.MrtBytes.route;
import static org.openpeering.insights.mrt.MrtBytes.shortReach;
import static org.openpeering.insights.mrt.MrtBytes.tableDump;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;

/** What the decoder makes of messages and of tables' routes. */
class TableUpdateTest {
    private static final byte[] PREFIX = nlri(IpPrefix.parse("198.51.100.0/24"));
    private static final byte[] PREFIX6 = nlri(IpPrefix.parse("2001:db8:8000::/33"));
    private static final byte[] PATH = concat(attribute(1, new byte[] {0}), attribute(2, sequence(4, 65001, 70000)));

    private final Decoded decoded = new Decoded();

    private List<String> routes(byte[]... records) {
        MrtSummary summary = MrtReader.read(new ByteArrayInputStream(concat(records)), decoded);
        assertThat(summary.damages()).isEmpty();
        return decoded.routes;
    }

    @Test
    void aRouteOfATableIsAnnouncedAsItStandsThere() {
        assertThat(routes(peers(), rib(2, PREFIX, route(2, 0, attributes(4, 65001, 70000)))))
                .containsExactly("198.51.100.0/24 via 65001 70000 next 192.0.2.9");
    }

    @Test
    void anAbbreviatedNextHopGetsBackItsFamilyAndPrefix() {
        assertThat(routes(
                        peers(),
                        rib(4, PREFIX6, route(4, 2, concat(PATH, shortReach("2001:db8::9")))),
                        rib(2, PREFIX, route(2, 2, concat(PATH, shortReach("2001:db8::9"))))))
                .containsExactly(
                        "2001:db8:8000::/33 via 65001 70000 next 2001:db8::9",
                        "198.51.100.0/24 via 65001 70000 next 2001:db8::9");
    }

    @Test
    void aNextHopWithFamilyAndPrefixIsTakenToo() {
        byte[] whole = BgpBytes.reach(Family.IPV6, IpAddress.parse("2001:db8::9"), PREFIX6);

        assertThat(routes(peers(), rib(4, PREFIX6, route(4, 2, concat(PATH, whole)))))
                .containsExactly("2001:db8:8000::/33 via 65001 70000 next 2001:db8::9");
    }

    @Test
    void pathIdentifiersAreKept() {
        assertThat(routes(
                        peers(),
                        rib(8, PREFIX, route(8, 0, attributes(4, 1))),
                        rib(10, PREFIX6, route(10, 0, concat(PATH, shortReach("2001:db8::9"))))))
                .containsExactly(
                        "198.51.100.0/24 path 2147483653 via 1 next 192.0.2.9",
                        "2001:db8:8000::/33 path 2147483653 via 65001 70000 next 2001:db8::9");
    }

    @Test
    void routesOfOldTablesHaveTwoByteNumbers() {
        assertThat(routes(tableDump(Family.IPV4, "198.51.100.0", 24, attributes(2, 65001, 65002))))
                .containsExactly("198.51.100.0/24 via 65001 65002 next 192.0.2.9");
    }

    @Test
    void anIpv6RouteWithoutANextHopIsNotLost() {
        assertThat(routes(peers(), rib(4, PREFIX6, route(4, 2, PATH))))
                .containsExactly("2001:db8:8000::/33 via 65001 70000 next ::");
    }

    @Test
    void whatCannotBeAnnouncedIsSaid() {
        byte[] cut = {0x40, 1, 5, 0};
        byte[] withdrawing = concat(PATH, BgpBytes.unreach(Family.IPV6, PREFIX6));
        byte[] twice = concat(PATH, shortReach("2001:db8::9"), shortReach("2001:db8::9"));
        byte[] beyond = concat(PATH, attribute(14, new byte[] {16, 1, 2}));
        byte[] empty = concat(PATH, attribute(14, new byte[0]));
        byte[] longest = attribute(99, new byte[0xFFFF - 4]);

        assertThat(routes(
                        peers(),
                        rib(
                                4,
                                PREFIX6,
                                route(4, 2, cut),
                                route(4, 2, withdrawing),
                                route(4, 2, twice),
                                route(4, 2, beyond),
                                route(4, 2, empty),
                                route(4, 2, longest)),
                        rib(5, PREFIX6, route(5, 2, concat(PATH, shortReach("2001:db8::9"))))))
                .isEmpty();
        assertThat(decoded.without).isEqualTo(7);
    }

    @Test
    void theDecoderReadsAllThatTheSamplesHold() throws IOException {
        for (String name : MrtBytes.SAMPLES) {
            MrtSummary summary = MrtReader.read(new ByteArrayInputStream(MrtBytes.sample(name + ".mrt")), decoded);

            assertThat(summary.damages()).isEmpty();
            assertThat(summary.brokeOff()).isEmpty();
        }

        assertThat(decoded.outcomes)
                .containsOnly(UpdateOutcome.ROUTES, UpdateOutcome.END_OF_RIB, UpdateOutcome.TREATED_AS_WITHDRAW);
        // What BIRD originates itself stands in its tables without any attribute.
        assertThat(decoded.outcomes)
                .filteredOn(UpdateOutcome.TREATED_AS_WITHDRAW::equals)
                .hasSize(4);
        assertThat(decoded.without).isZero();
    }

    private static final class Decoded implements MrtReceiver, RouteReceiver {
        private final List<String> routes = new ArrayList<>();
        private final List<UpdateOutcome> outcomes = new ArrayList<>();
        private final UpdateDecoder decoder = new UpdateDecoder();
        private final TableUpdate update = new TableUpdate();
        private int without;
        private String attributes = "";

        private void decode(MrtRecord record, byte[] bytes, int from, int to) {
            Reading reading = new Reading(
                    record.asWidth() == 4, record.addPath(), record.addPath(), record.localAs(), record.peerAs());
            UpdateOutcome outcome = decoder.decode(bytes, from, to, reading);
            outcomes.add(outcome);
            assertThat(decoder.otherPathReading() || decoder.otherAsSize()).isFalse();
            if (outcome == UpdateOutcome.ROUTES) {
                decoder.deliver(this);
            }
        }

        @Override
        public void message(MrtRecord record, byte[] bytes, int from, int to) {
            if (bytes[from + BgpMessage.HEADER - 1] == 2) {
                decode(record, bytes, from, to);
            }
        }

        @Override
        public void state(MrtRecord record, int before, int after) {}

        @Override
        public void entry(MrtRecord record, MrtEntry entry, byte[] bytes, int from, int to) {
            if (update.write(record, entry, bytes, from, to)) {
                decode(record, update.bytes(), 0, update.length());
            } else {
                without++;
            }
        }

        @Override
        public void withdraw(Family family, long high, long low, int length, int pathId) {}

        @Override
        public void attributes(CompactAttributes compact) {
            var read = compact.decode();
            attributes = " via " + read.asPath() + " next " + read.nextHop();
        }

        @Override
        public void announce(Family family, long high, long low, int length, int pathId) {
            String path = pathId == 0 ? "" : " path " + Integer.toUnsignedString(pathId);
            routes.add(PrefixBits.prefix(family, high, low, length) + path + attributes);
        }
    }
}
