/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.registry.rpki.AspaTable;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpChanges;
import org.openpeering.registry.rpki.VrpTable;

/** What the RPKI says in a test: {@code 203.0.113.0/24-25 64500}, with an end behind it where there is one. */
public final class Signed {
    private static final Instant NOW = Story.START;

    private Signed() {}

    public static Vrp vrp(String line) {
        String[] words = line.split(" ", -1);
        String[] parts = words[0].split("-", -1);
        IpPrefix prefix = IpPrefix.parse(parts[0]);
        int longest = parts.length > 1 ? Integer.parseInt(parts[1]) : prefix.length();
        Instant end = words.length > 2 ? NOW.plus(Duration.parse(words[2])) : null;
        return new Vrp(prefix, longest, Asn.parse(words[1]), "ripe", end);
    }

    public static VrpTable table(List<String> lines) {
        VrpChanges changes = new VrpChanges();
        lines.forEach(line -> changes.announce(vrp(line)));
        return VrpTable.of(changes);
    }

    public static RpkiView vrps(String... lines) {
        VrpTable all = table(List.of(lines));
        return new RpkiView(true, all.inForce(NOW), all.inForce(NOW.plus(Duration.ofHours(2))), null);
    }

    /** Lines such as {@code 64500: 64496 64497}. */
    public static AspaTable table(String... lines) {
        Map<Asn, List<Asn>> attested = new TreeMap<>();
        for (String line : lines) {
            String[] parts = line.split(": ", -1);
            attested.put(
                    Asn.parse(parts[0]),
                    new ArrayList<>(
                            Stream.of(parts[1].split(" ", -1)).map(Asn::parse).toList()));
        }
        return AspaTable.of(attested);
    }

    public static RpkiView aspas(String... lines) {
        return new RpkiView(true, VrpTable.EMPTY, VrpTable.EMPTY, table(lines));
    }
}
