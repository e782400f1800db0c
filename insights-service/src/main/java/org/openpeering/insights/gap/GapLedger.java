/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.CollectorGap;

/**
 * The lives of gaps, as one collector of several sees and tells them. Pure but for what it remembers: what is wrong now and a
 * time in, what is to be told out.
 *
 * <p>A gap opens with its trouble, and has ended when the trouble has been gone for {@code calm}; its end is when it went. One
 * that comes again within {@code fold} after its end goes on, so that flapping is one gap with a count. What only grows is
 * told once a minute. So nothing tells more than a few messages a minute, however long it lasts.
 *
 * <p><b>Who speaks.</b> What a collector alone can see it tells itself. What all can see is opened by the first one. Whoever
 * told last goes on, and also speaks who holds the subject now, and the first one of what the dead have left. All are told
 * what any of them tells, this one included ({@link #heard}), so a restart goes on where the life before was. Tested by
 * {@code GapLedgerTest}.
 */
public final class GapLedger {
    private static final Duration UPDATES_EACH = Duration.ofMinutes(1);

    private final Duration calm;
    private final Duration fold;
    private final Map<String, CollectorGap> known = new HashMap<>();
    /** By key, since when the trouble of an open gap is gone. */
    private final Map<String, Instant> gone = new HashMap<>();
    /** By key, what its end will be called. */
    private final Map<String, String> ends = new HashMap<>();

    public GapLedger(Duration calm, Duration fold) {
        this.calm = calm;
        this.fold = fold;
    }

    /** What a collector has told. */
    public synchronized void heard(CollectorGap gap) {
        known.merge(gap.key(), gap, (held, next) -> next.revision() > held.revision() ? next : held);
    }

    /** Deleted, unless a later one of the same key is known. */
    public synchronized void forgotten(String key, long revision) {
        CollectorGap gap = known.get(key);
        if (gap != null && gap.revision() <= revision) {
            known.remove(key);
            gone.remove(key);
            ends.remove(key);
        }
    }

    /** Gaps that ended before that, to be deleted by this collector; they are not known any more. */
    public synchronized List<CollectorGap> outdated(Instant before, Role role) {
        List<CollectorGap> outdated = !role.first()
                ? List.of()
                : known.values().stream()
                        .filter(gap -> gap.ended() != null && gap.ended().isBefore(before))
                        .toList();
        outdated.forEach(gap -> forgotten(gap.key(), gap.revision()));
        return outdated;
    }

    /** Names of subjects with an open gap of that cause. */
    public synchronized Set<String> open(CollectorGap.Cause cause) {
        return known.values().stream()
                .filter(gap -> gap.open() && gap.cause() == cause)
                .map(CollectorGap::name)
                .collect(Collectors.toSet());
    }

    /**
     * What is to be told, in order.
     *
     * @param own what is wrong as this collector alone can see
     * @param common what all see
     */
    public synchronized List<CollectorGap> advance(Instant now, List<Trouble> own, List<Trouble> common, Role role) {
        Map<String, Trouble> troubles = new LinkedHashMap<>();
        common.forEach(trouble -> troubles.put(trouble.key(), trouble));
        own.forEach(trouble -> troubles.put(trouble.key(), trouble));
        Set<String> seenHere = own.stream().map(Trouble::key).collect(Collectors.toSet());
        List<CollectorGap> told = new ArrayList<>();
        for (Trouble trouble : troubles.values()) {
            goesOn(trouble, seenHere.contains(trouble.key()), now, role).ifPresent(told::add);
        }
        for (CollectorGap gap : known.values()) {
            if (gap.open() && !troubles.containsKey(gap.key()) && speaks(role, gap)) {
                over(gap, now, role).ifPresent(told::add);
            }
        }
        told.forEach(this::heard);
        return told;
    }

    private static boolean speaks(Role role, CollectorGap gap) {
        return gap.collector().equals(role.self()) || role.holds(gap) || (role.first() && !role.alive(gap.collector()));
    }

    private Optional<CollectorGap> goesOn(Trouble trouble, boolean seenHere, Instant now, Role role) {
        String key = trouble.key();
        ends.put(key, trouble.end());
        CollectorGap gap = known.get(key);
        boolean flapped = gone.remove(key) != null;
        if (gap == null || !gap.open()) {
            return seenHere || role.first() ? Optional.of(begin(trouble, gap, now, role)) : Optional.empty();
        }
        boolean mine = gap.collector().equals(role.self());
        boolean moved = !mine && seenHere;
        boolean due = flapped
                || (grew(gap, trouble) && !gap.lastSeen().plus(UPDATES_EACH).isAfter(now));
        return moved || (due && (mine || speaks(role, gap)))
                ? Optional.of(changed(gap, trouble, gap.times() + (flapped ? 1 : 0), now, role))
                : Optional.empty();
    }

    private static boolean grew(CollectorGap gap, Trouble trouble) {
        return gap.missed() != trouble.missed()
                || !gap.unseen().equals(trouble.unseen())
                || !gap.prefixes().equals(trouble.prefixes());
    }

    private CollectorGap begin(Trouble trouble, @Nullable CollectorGap before, Instant now, Role role) {
        Instant ended = before == null ? null : before.ended();
        if (before != null && ended != null && !ended.plus(fold).isBefore(now)) {
            return changed(before, trouble, before.times() + 1, now, role);
        }
        String name = trouble.key() + "|" + trouble.since();
        return new CollectorGap(
                UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString(),
                // Above that of one that was deleted.
                before == null ? now.toEpochMilli() : before.revision() + 1,
                trouble.cause(),
                trouble.name(),
                trouble.summary(),
                trouble.unseen(),
                trouble.since(),
                now,
                null,
                null,
                1,
                trouble.missed(),
                trouble.prefixes(),
                role.self());
    }

    private static CollectorGap changed(CollectorGap gap, Trouble trouble, int times, Instant now, Role role) {
        return new CollectorGap(
                gap.id(),
                gap.revision() + 1,
                gap.cause(),
                gap.name(),
                trouble.summary(),
                trouble.unseen(),
                gap.since(),
                now,
                null,
                null,
                times,
                Math.max(gap.missed(), trouble.missed()),
                trouble.prefixes(),
                role.self());
    }

    private Optional<CollectorGap> over(CollectorGap gap, Instant now, Role role) {
        Instant since = gone.computeIfAbsent(gap.key(), _ -> now);
        if (since.plus(calm).isAfter(now)) {
            return Optional.empty();
        }
        gone.remove(gap.key());
        String end = ends.remove(gap.key());
        return Optional.of(new CollectorGap(
                gap.id(),
                gap.revision() + 1,
                gap.cause(),
                gap.name(),
                gap.summary(),
                gap.unseen(),
                gap.since(),
                since,
                since,
                end == null ? "It is not found any more" : end,
                gap.times(),
                gap.missed(),
                gap.prefixes(),
                role.self()));
    }
}
