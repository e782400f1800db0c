/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.quality.Standing;

/**
 * What a prefix's state remembers beyond the routes that are held; forgotten when it is not monitored any more.
 *
 * @param began when the declaration in force began, or the first route of a legal origin came: what is told within a day may
 *     have been there before
 * @param taught what is told before is taken for known, by whomever; for a state of before there was a memory
 * @param advanced up to when deadlines were looked at; what depends on the time depends on this alone
 * @param known what was announced when the prefix came to be watched, of which nothing is told when it comes again
 * @param links who stood beside legal origins and their upstreams then
 * @param vouched what was announced while the RPKI called it valid: of which is told when no ROA speaks for it any more
 * @param primary how the best primary route has gone
 * @param backup how the best backup route has gone
 * @param losses of those who had it
 * @param standing how good the way to it is
 */
public record Memory(
        Instant began,
        Instant taught,
        Instant advanced,
        SortedSet<Announcement> known,
        Links links,
        SortedSet<Announcement> vouched,
        Course primary,
        Course backup,
        Losses losses,
        Standing standing) {
    /** More than is held of parts. */
    private static final int MOST_KNOWN = 1_000;

    public static final Memory NOTHING = new Memory(
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            Collections.emptySortedSet(),
            Links.NONE,
            Collections.emptySortedSet(),
            Course.NONE,
            Course.NONE,
            Losses.NONE,
            Standing.NOTHING);

    public Memory {
        known = Collections.unmodifiableSortedSet(known);
        vouched = Collections.unmodifiableSortedSet(vouched);
    }

    /** A prefix beside the monitored one, and who originates it. */
    public record Announcement(IpPrefix prefix, String origin) implements Comparable<Announcement> {
        private static final Comparator<Announcement> ORDER =
                Comparator.comparing(Announcement::prefix).thenComparing(Announcement::origin);

        @Override
        public int compareTo(Announcement other) {
            return ORDER.compare(this, other);
        }
    }

    boolean knows(IpPrefix prefix, Offender origin) {
        return !known.isEmpty() && known.contains(new Announcement(prefix, origin.toString()));
    }

    Memory with(IpPrefix prefix, Offender origin) {
        if (known.size() >= MOST_KNOWN || knows(prefix, origin)) {
            return this;
        }
        SortedSet<Announcement> more = new TreeSet<>(known);
        more.add(new Announcement(prefix, origin.toString()));
        return new Memory(began, taught, advanced, more, links, vouched, primary, backup, losses, standing);
    }

    public Memory with(SortedSet<Announcement> announced, Links pairs) {
        return new Memory(began, taught, advanced, announced, pairs, vouched, primary, backup, losses, standing);
    }

    /** With what changes seldom. */
    public Memory with(SortedSet<Announcement> announced, Links pairs, SortedSet<Announcement> valid) {
        return new Memory(began, taught, advanced, announced, pairs, valid, primary, backup, losses, standing);
    }

    /** Whether the RPKI has called it valid. */
    boolean vouchedFor(IpPrefix prefix, Offender origin) {
        return !vouched.isEmpty() && vouched.contains(new Announcement(prefix, origin.toString()));
    }

    /** With what the RPKI calls valid. */
    Memory vouching(IpPrefix prefix, Offender origin) {
        if (vouched.size() >= MOST_KNOWN || vouchedFor(prefix, origin)) {
            return this;
        }
        SortedSet<Announcement> more = new TreeSet<>(vouched);
        more.add(new Announcement(prefix, origin.toString()));
        return new Memory(began, taught, advanced, known, links, more, primary, backup, losses, standing);
    }

    /** With two networks that have been seen beside each other. */
    Memory with(Asn near, Asn far) {
        Links more = links.with(near, far);
        return more.equals(links)
                ? this
                : new Memory(began, taught, advanced, known, more, vouched, primary, backup, losses, standing);
    }

    Course course(SessionRole role) {
        return role == SessionRole.PRIMARY ? primary : backup;
    }

    Memory with(Course ofPrimary, Course ofBackup, Losses since) {
        return new Memory(began, taught, advanced, known, links, vouched, ofPrimary, ofBackup, since, standing);
    }

    public Memory with(Standing now) {
        return new Memory(began, taught, advanced, known, links, vouched, primary, backup, losses, now);
    }

    /** Deadlines never come back. */
    Memory advanced(Instant to) {
        return to.isAfter(advanced)
                ? new Memory(began, taught, to, known, links, vouched, primary, backup, losses, standing)
                : this;
    }

    /** Of a state that an older program has written: for a day all counts as there before. */
    Memory inherited(Instant at) {
        return new Memory(
                at, at.plus(Beginning.DAY), advanced, known, links, vouched, primary, backup, losses, standing);
    }

    Memory begun(Instant at) {
        return new Memory(at, taught, advanced, known, links, vouched, primary, backup, losses, standing);
    }
}
