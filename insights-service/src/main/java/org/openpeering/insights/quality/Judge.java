/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;

/** Applies the rules. Pure: the same facts after the same standing say the same. */
public final class Judge {
    /** The contradiction first: the others know of it. */
    public static final List<QualityRule> RULES = List.of(
            new FalseLocation(),
            new LatencyDegradation(),
            new RttInflation(),
            new Detour(),
            new FarEntry(),
            new SlowerThanSiblings(),
            new PathStretch(),
            new AroundPartner(),
            new PrimaryUnused(),
            new Instability());

    private static final Map<String, QualityRule> BY_BASE = RULES.stream()
            .collect(Collectors.toUnmodifiableMap(rule -> QualityRule.base(rule.name()), Function.identity()));

    private static final Watch.Terms UNKNOWN = new Watch.Terms(Watch.FORGOTTEN, 1, Watch.FORGOTTEN, true);

    private Judge() {}

    /** @param key of a watch; one of a rule that is not there any more is forgotten by and by */
    static Watch.Terms terms(String key) {
        QualityRule rule = BY_BASE.get(key.substring(0, key.indexOf('|')));
        return rule == null ? UNKNOWN : rule.terms();
    }

    /**
     * What came of a look.
     *
     * @param since when it came to be beyond
     * @param verdict null where it ends
     * @param calmed why it ends, a sentence; null where it goes on
     */
    public record Change(
            QualityRule rule,
            String subject,
            Instant since,
            @Nullable Verdict verdict,
            @Nullable String calmed) {}

    /**
     * After a look.
     *
     * @param changes what goes on, with what is said of it now, and what has ended
     */
    public record Look(Standing standing, List<Change> changes) {}

    /** @param facts with what was measured according to the standing */
    public static Look look(Standing before, Facts facts) {
        Standing standing = facts.fresh() ? settled(before, facts) : before;
        Facts settled = facts.with(standing.measured());
        Facts others = FalseLocation.contradiction(settled) == null ? settled : settled.placeless();
        List<Change> changes = new ArrayList<>();
        Set<String> judged = new HashSet<>();
        for (QualityRule rule : RULES) {
            if (rule.terms().measured() && !facts.fresh()) {
                continue;
            }
            for (Verdict verdict : rule.judge(rule.type() == EventType.PREFIX_GEOLOCATION_EVENT ? settled : others)) {
                String key = Standing.key(rule, verdict.subject());
                judged.add(key);
                standing = seen(standing, key, rule, verdict, facts.at(), changes);
            }
        }
        return forgotten(standing, judged, facts.at(), changes);
    }

    /** What jumped when somebody else came to measure is no change of the way: what was usual for the other is forgotten. */
    private static Standing settled(Standing before, Facts facts) {
        Standing now = before;
        long minute = facts.minute();
        for (Map.Entry<SeriesKey, Series> each : before.measured().series().entrySet()) {
            Series series = each.getValue();
            double usual = series.baseline(minute);
            boolean jumped = series.settling(minute)
                    && LatencyDegradation.above(series.recent().median(minute, Facts.NOW), usual);
            now = jumped ? now.with(now.measured().with(each.getKey(), series.forgotten())) : now;
        }
        return now;
    }

    private static Standing seen(
            Standing standing, String key, QualityRule rule, Verdict verdict, Instant at, List<Change> changes) {
        Watch was = standing.watch(key);
        Watch is = was.seen(at, verdict.over(), verdict.calm(), rule.terms());
        Instant since = is.over() == null ? was.over() : is.over();
        if (is.open() && verdict.over()) {
            boolean news = !was.open() || differs(was.told(), verdict.measured());
            Watch told = news ? is.telling(verdict.measured()) : is;
            changes.add(new Change(rule, verdict.subject(), since == null ? at : since, verdict, null));
            return standing.watching(key, told);
        }
        if (was.open() && !is.open()) {
            changes.add(new Change(rule, verdict.subject(), since == null ? at : since, null, rule.calmed()));
        }
        return standing.watching(key, is);
    }

    /** Whether it is worth being told again: by a quarter. */
    private static boolean differs(double told, double measured) {
        return Math.abs(measured - told) > told / 4;
    }

    /** Whether an event that goes on says something else now. */
    public static boolean news(Standing before, Change change) {
        Verdict verdict = change.verdict();
        Watch was = before.watch(Standing.key(change.rule(), change.subject()));
        return verdict == null || !was.open() || differs(was.told(), verdict.measured());
    }

    /** What nothing is known of any more ends, and says so. */
    private static Look forgotten(Standing standing, Set<String> judged, Instant at, List<Change> changes) {
        Standing now = standing;
        for (Map.Entry<String, Watch> each : standing.watches().entrySet()) {
            QualityRule rule =
                    BY_BASE.get(each.getKey().substring(0, each.getKey().indexOf('|')));
            Watch watch = each.getValue();
            boolean gone = !judged.contains(each.getKey()) && watch.forgotten(at);
            if (gone && (rule == null || rule.terms().measured())) {
                now = now.watching(each.getKey(), Watch.NOTHING);
                if (rule != null && watch.open()) {
                    String subject = each.getKey().substring(each.getKey().indexOf('|') + 1);
                    changes.add(new Change(
                            rule,
                            subject,
                            watch.over() == null ? at : watch.over(),
                            null,
                            "Nothing has been measured for a day: whether it goes on is not known."));
                }
            }
        }
        return new Look(now, List.copyOf(changes));
    }
}
