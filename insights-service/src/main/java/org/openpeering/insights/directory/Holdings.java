/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;

/**
 * Which monitored prefixes are whose: by the ids of the resources that hold them, which have the subscription in them. Pure.
 */
public record Holdings(Collection<MonitoredPrefix> monitored) {
    public static Holdings of(Stream<MonitoredPrefix> monitored) {
        return new Holdings(monitored.toList());
    }

    /** Of one resource. */
    public List<IpPrefix> of(ResourceId id) {
        return of(holder -> holder.equals(id.key()));
    }

    /**
     * Of all resources of a kind in another one.
     *
     * @param kind such as {@code registeredPrefixes}
     */
    public List<IpPrefix> within(ResourceId parent, String kind) {
        String beginning = parent.key() + "/" + kind.toLowerCase(Locale.ROOT) + "/";
        return of(holder -> holder.startsWith(beginning));
    }

    private List<IpPrefix> of(Predicate<String> wanted) {
        return monitored.stream()
                .filter(prefix -> prefix.holders().stream().map(ResourceId::key).anyMatch(wanted))
                .map(MonitoredPrefix::prefix)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
