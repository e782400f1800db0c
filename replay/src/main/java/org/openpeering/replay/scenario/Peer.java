/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.util.List;
import java.util.stream.Stream;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/**
 * Who tells a collector what it hears.
 *
 * @param upstreams of whom it buys transit; empty when it buys of nobody, and hears of every carrier directly
 */
public record Peer(IpAddress address, Asn asn, List<Asn> upstreams) {
    public Peer {
        upstreams = List.copyOf(upstreams);
    }

    /** The paths with which it may tell a route that is announced with this one, its own number first. */
    List<AsPath> ways(AsPath announced) {
        List<List<Asn>> hops = announced.hops();
        Asn carrier = hops.getFirst().getFirst();
        if (carrier.equals(asn)) {
            return List.of(announced);
        }
        if (hops.contains(List.of(asn))) {
            return List.of();
        }
        if (upstreams.isEmpty()) {
            return List.of(behind(hops, asn));
        }
        return upstreams.stream()
                .filter(upstream -> upstream.equals(carrier) || !hops.contains(List.of(upstream)))
                .map(upstream -> upstream.equals(carrier) ? behind(hops, asn) : behind(hops, asn, upstream))
                .toList();
    }

    private static AsPath behind(List<List<Asn>> hops, Asn... before) {
        return new AsPath(
                Stream.concat(Stream.of(before).map(List::of), hops.stream()).toList());
    }
}
