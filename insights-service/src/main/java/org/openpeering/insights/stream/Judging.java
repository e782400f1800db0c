/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.origin.RpkiNews;

/** Which prefixes are to be judged anew by what the RPKI says, in the order in which that became known. */
final class Judging {
    private static final int AT_ONCE = 500;

    private final RpkiNews news;
    private final PathLook paths;
    private final Set<IpPrefix> waiting = new LinkedHashSet<>();

    /** The latest news that was looked at. */
    private long heardOf;

    /** @param nanos a clock as {@link System#nanoTime} */
    Judging(RpkiNews news, LongSupplier nanos) {
        this.news = news;
        this.paths = new PathLook(nanos);
    }

    /** All of them are, by who takes them over, if anything is known. */
    void begin(PrefixStates states) {
        heardOf = news.number();
        if (heardOf > 0) {
            waiting.addAll(states.that(state -> state.context() != null));
        }
    }

    /** Looks whether something has become known, and for what it touches. */
    void look(PrefixStates states) {
        if (news.number() != heardOf) {
            RpkiNews.Touched touched = news.since(heardOf);
            heardOf = touched.number();
            waiting.addAll(states.touched(touched));
            paths.want(touched.customers());
        }
        waiting.addAll(paths.turn(states::all, prefix -> states.load(prefix).state()));
    }

    /** Some, which wait no more. */
    List<IpPrefix> next() {
        List<IpPrefix> next = waiting.stream().limit(AT_ONCE).toList();
        next.forEach(waiting::remove);
        return next;
    }
}
