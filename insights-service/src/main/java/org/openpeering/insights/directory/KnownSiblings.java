/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.quality.SeriesKey;
import org.openpeering.insights.quality.Siblings;

/** What was told of all monitored prefixes, by partner and entry. */
record KnownSiblings(Map<Group, List<Member>> groups) implements Siblings {
    /** Names in lower case. */
    record Group(Asn partner, String entry, String site, String source) {
        static Group of(Asn partner, String entry, String site, String source) {
            return new Group(partner, entry.toLowerCase(Locale.ROOT), site.toLowerCase(Locale.ROOT), source);
        }
    }

    record Member(IpPrefix prefix, double median) {}

    static KnownSiblings of(Stream<PrefixLatency> told) {
        Map<Group, List<Member>> groups = new HashMap<>();
        told.forEach(latency -> {
            Asn partner = latency.partner();
            String entry = latency.entry();
            if (partner != null && entry != null) {
                for (PrefixLatency.Measured each : latency.measured()) {
                    Double median = each.median();
                    if (median != null) {
                        groups.computeIfAbsent(
                                        Group.of(partner, entry, each.site(), each.source()), _ -> new ArrayList<>())
                                .add(new Member(latency.prefix(), median));
                    }
                }
            }
        });
        return new KnownSiblings(groups);
    }

    @Override
    public @Nullable Usual of(Asn partner, String entry, SeriesKey key, IpPrefix except) {
        double[] others = groups.getOrDefault(Group.of(partner, entry, key.site(), key.source()), List.of()).stream()
                .filter(member -> !member.prefix().overlaps(except))
                .mapToDouble(Member::median)
                .sorted()
                .toArray();
        int size = others.length;
        return size < FEWEST ? null : new Usual((others[(size - 1) / 2] + others[size / 2]) / 2, size);
    }
}
