/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.bgp.BgpBytes.attributes;
import static org.openpeering.insights.bgp.BgpBytes.concat;
import static org.openpeering.insights.bgp.BgpBytes.nlri;
import static org.openpeering.insights.bgp.BgpBytes.nlriWithPath;
import static org.openpeering.insights.bgp.BgpBytes.reach;
import static org.openpeering.insights.bgp.BgpBytes.unreach;
import static org.openpeering.insights.bgp.BgpBytes.update;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

class UpdateRoundTripTest {
    private static final byte[] NOTHING = new byte[0];

    private final UpdateDecoder decoder = new UpdateDecoder();

    @Provide
    Arbitrary<List<IpPrefix>> ipv4() {
        return BgpArbitraries.prefixes(Family.IPV4)
                .filter(p -> p.length() > 0)
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<IpPrefix>> ipv6() {
        return BgpArbitraries.prefixes(Family.IPV6)
                .filter(p -> p.length() > 0)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<PathAttributes> overIpv4() {
        return BgpArbitraries.attributes(Family.IPV4, Asn.MAX);
    }

    @Provide
    Arbitrary<PathAttributes> overIpv6() {
        return BgpArbitraries.attributes(Family.IPV6, Asn.MAX);
    }

    @Provide
    Arbitrary<PathAttributes> ofTwoByteTimes() {
        return BgpArbitraries.attributes(Family.IPV4, 0xFFFF);
    }

    private CollectedRoutes routes(byte[] message, Reading reading) {
        assertThat(decoder.decode(message, 0, message.length, reading)).isEqualTo(UpdateOutcome.ROUTES);
        return CollectedRoutes.of(decoder);
    }

    private static List<IpPrefix> lasting(List<IpPrefix> gone, List<IpPrefix> announced) {
        return gone.stream().filter(prefix -> !announced.contains(prefix)).toList();
    }

    @Property
    void ipv4IsReadAsWritten(
            @ForAll("ipv4") List<IpPrefix> gone,
            @ForAll("ipv4") List<IpPrefix> here,
            @ForAll("overIpv4") PathAttributes attributes) {
        byte[] message = update(
                nlri(gone.toArray(IpPrefix[]::new)),
                attributes(attributes, 4, true),
                nlri(here.toArray(IpPrefix[]::new)));

        CollectedRoutes routes = routes(message, Reading.MODERN);

        assertThat(routes.withdrawn).extracting(CollectedRoutes.Route::prefix).isEqualTo(lasting(gone, here));
        assertThat(routes.announced)
                .extracting(CollectedRoutes.Announced::prefix)
                .isEqualTo(here);
        assertThat(routes.announced).allMatch(route -> route.attributes().equals(attributes));
    }

    /** RFC 4271 section 4.3. */
    @Property
    void whatAMessageAnnouncesItDoesNotWithdraw(
            @ForAll("ipv4") List<IpPrefix> gone,
            @ForAll("ipv4") List<IpPrefix> here,
            @ForAll("ipv4") List<IpPrefix> both,
            @ForAll("overIpv4") PathAttributes attributes) {
        List<IpPrefix> announced = Stream.concat(both.stream(), here.stream()).toList();
        byte[] message = update(
                nlri(Stream.concat(gone.stream(), both.stream()).toArray(IpPrefix[]::new)),
                attributes(attributes, 4, true),
                nlri(announced.toArray(IpPrefix[]::new)));

        CollectedRoutes routes = routes(message, Reading.MODERN);

        assertThat(routes.withdrawn).extracting(CollectedRoutes.Route::prefix).isEqualTo(lasting(gone, announced));
    }

    @Property
    void ipv6IsReadAsWritten(
            @ForAll("ipv6") List<IpPrefix> gone,
            @ForAll("ipv6") List<IpPrefix> here,
            @ForAll("overIpv6") PathAttributes attributes) {
        byte[] message = update(
                NOTHING,
                concat(
                        unreach(Family.IPV6, nlri(gone.toArray(IpPrefix[]::new))),
                        attributes(attributes, 4, false),
                        reach(Family.IPV6, attributes.nextHop(), nlri(here.toArray(IpPrefix[]::new)))),
                NOTHING);

        CollectedRoutes routes = routes(message, Reading.MODERN);

        assertThat(routes.withdrawn).extracting(CollectedRoutes.Route::prefix).isEqualTo(lasting(gone, here));
        assertThat(routes.announced)
                .extracting(CollectedRoutes.Announced::prefix)
                .isEqualTo(here);
        assertThat(routes.announced).allMatch(route -> route.attributes().equals(attributes));
    }

    @Property
    void pathIdentifiersAreReadWhereNegotiated(
            @ForAll("ipv6") List<IpPrefix> here, @ForAll int path, @ForAll("overIpv6") PathAttributes attributes) {
        byte[] withPath = nlriWithPath(path, here.toArray(IpPrefix[]::new));
        byte[] message = update(
                NOTHING,
                concat(attributes(attributes, 4, false), reach(Family.IPV6, attributes.nextHop(), withPath)),
                NOTHING);

        CollectedRoutes routes = routes(message, new Reading(true, true, true, 0, 0));

        assertThat(routes.announced)
                .extracting(CollectedRoutes.Announced::prefix, CollectedRoutes.Announced::pathId)
                .isEqualTo(here.stream()
                        .map(prefix -> org.assertj.core.groups.Tuple.tuple(prefix, path & 0xFFFF_FFFFL))
                        .toList());
    }

    @Property
    void twoByteSessionsGiveTheSameAttributes(@ForAll("ofTwoByteTimes") PathAttributes attributes) {
        IpPrefix prefix = IpPrefix.parse("198.51.100.0/24");
        byte[] message = update(NOTHING, attributes(attributes, 2, true), nlri(prefix));

        CollectedRoutes routes = routes(message, new Reading(false, false, false, 0, 0));

        assertThat(routes.announced).containsExactly(new CollectedRoutes.Announced(prefix, 0, attributes));
    }
}
