/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * Of what round trips are asked for; whoever asks has looked whether the caller may know.
 *
 * @param subjects keys: registered prefixes, or ids of tests in lower case
 * @param site null: all
 * @param source null: all
 */
public record Selector(
        Kind kind,
        Set<String> subjects,
        @Nullable String site,
        @Nullable SampleSource source,
        ProbeClass probe) {
    private static final int SHOWN_V4 = 24;
    private static final int SHOWN_V6 = 48;

    public Selector {
        subjects = Set.copyOf(subjects);
    }

    /** What the subject is. */
    public enum Kind {
        /** Registered prefixes, which the answer calls by the /24 or /48 that holds them: of what else lies in there it has nothing. */
        SHOWN_PREFIX,
        /** The same, called by themselves: for figures that name no prefix. */
        REGISTERED_PREFIX,
        /** A connection monitor's test, or what a connectivity probe is of. */
        TEST
    }

    public static Selector ofPrefix(IpPrefix prefix) {
        return ofPrefixes(Set.of(prefix));
    }

    public static Selector ofPrefixes(Collection<IpPrefix> prefixes) {
        return of(Kind.SHOWN_PREFIX, prefixes);
    }

    public static Selector ofRegistered(Collection<IpPrefix> prefixes) {
        return of(Kind.REGISTERED_PREFIX, prefixes);
    }

    private static Selector of(Kind kind, Collection<IpPrefix> prefixes) {
        return new Selector(
                kind,
                prefixes.stream().map(IpPrefix::toString).collect(Collectors.toSet()),
                null,
                null,
                ProbeClass.ROUND_TRIP);
    }

    /** @param test as in samples */
    public static Selector ofTest(String test) {
        return new Selector(Kind.TEST, Set.of(test.toLowerCase(Locale.ROOT)), null, null, ProbeClass.ROUND_TRIP);
    }

    public Selector at(@Nullable String edgeSite) {
        return new Selector(kind, subjects, edgeSite, source, probe);
    }

    public Selector from(@Nullable SampleSource one) {
        return new Selector(kind, subjects, site, one, probe);
    }

    public Selector by(ProbeClass one) {
        return new Selector(kind, subjects, site, source, one);
    }

    /** The prefix as it may be shown: itself, or the /24 or /48 that holds it. */
    public static IpPrefix shown(IpPrefix prefix) {
        int most = prefix.family() == IpAddress.Family.IPV4 ? SHOWN_V4 : SHOWN_V6;
        return prefix.length() <= most ? prefix : IpPrefix.around(prefix.network(), most);
    }
}
