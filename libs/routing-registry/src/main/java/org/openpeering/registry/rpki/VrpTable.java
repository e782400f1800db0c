/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.table.PrefixIndex;
import org.openpeering.registry.table.RowOrder;

/**
 * A set of VRPs. Immutable: changes give a new table, by one merge of sorted rows (some milliseconds for all VRPs of the
 * Internet), and whoever judges by the old one goes on undisturbed. 15 bytes for an IPv4 VRP, 15 or 23 for IPv6, and 4
 * more for each when the source says when they expire.
 *
 * <p>{@code VrpTableTest} compares it with a plain set.
 */
public final class VrpTable {
    public static final VrpTable EMPTY =
            new VrpTable(new VrpColumns(Family.IPV4, 0), new VrpColumns(Family.IPV6, 0), List.of());

    private final VrpColumns v4;
    private final VrpColumns v6;
    private final PrefixIndex index4;
    private final PrefixIndex index6;
    private final List<String> anchors;
    private final int firstExpiry;

    private VrpTable(VrpColumns v4, VrpColumns v6, List<String> anchors) {
        this.v4 = v4;
        this.v6 = v6;
        this.index4 = new PrefixIndex(v4.prefixes());
        this.index6 = new PrefixIndex(v6.prefixes());
        this.anchors = List.copyOf(anchors);
        this.firstExpiry = Expiry.earlier(v4.firstExpiry(), v6.firstExpiry());
    }

    /** Takes what differs between two tables. */
    public interface DifferenceVisitor {
        void announced(Vrp vrp);

        void withdrawn(Vrp vrp);
    }

    public int size() {
        return v4.size() + v6.size();
    }

    /** Every VRP whose prefix contains {@code prefix}, the shortest first, also those that have expired. */
    public List<Vrp> covering(IpPrefix prefix) {
        return covering(prefix, Instant.MIN);
    }

    /** Those of them that are in force at a time. */
    public List<Vrp> covering(IpPrefix prefix, Instant at) {
        List<Vrp> found = new ArrayList<>();
        VrpColumns columns = of(prefix.family());
        (prefix.family() == Family.IPV4 ? index4 : index6).covering(prefix, (from, to) -> {
            for (int row = from; row < to; row++) {
                if (!Expiry.over(columns.expires(row), at)) {
                    found.add(columns.vrp(row, anchors));
                }
            }
        });
        return found;
    }

    /** Until when all of them are in force; null: without an end. */
    public @Nullable Instant firstExpiry() {
        return Expiry.instant(firstExpiry);
    }

    /** Those that are in force at a time; this table itself when all are. */
    public VrpTable inForce(Instant at) {
        return Expiry.over(firstExpiry, at) ? new VrpTable(v4.inForce(at), v6.inForce(at), anchors) : this;
    }

    public void forEach(Consumer<Vrp> action) {
        for (VrpColumns columns : List.of(v4, v6)) {
            for (int row = 0; row < columns.size(); row++) {
                action.accept(columns.vrp(row, anchors));
            }
        }
    }

    /** The table of what stands in a log of announcements; one that is repeated counts once, until its last end. */
    public static VrpTable of(VrpChanges announcements) {
        try {
            return EMPTY.merged(announcements, false);
        } catch (VrpConflictException e) {
            throw new AssertionError("only a strict merge refuses", e);
        }
    }

    /**
     * Applies all changes in their order, or none.
     *
     * @throws VrpConflictException when a VRP is announced that is there, or withdrawn that is not
     */
    public VrpTable apply(VrpChanges changes) throws VrpConflictException {
        return changes.size() == 0 ? this : merged(changes, true);
    }

    private VrpTable merged(VrpChanges changes, boolean strict) throws VrpConflictException {
        List<String> names = new ArrayList<>(anchors);
        changes.anchors().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return new VrpTable(
                merge(v4, changes.of(Family.IPV4), changes.anchors(), names, strict),
                merge(v6, changes.of(Family.IPV6), changes.anchors(), names, strict),
                names);
    }

    private static VrpColumns merge(
            VrpColumns base, VrpColumns log, List<String> logAnchors, List<String> names, boolean strict)
            throws VrpConflictException {
        if (log.size() == 0) {
            return base;
        }
        VrpColumns result = new VrpColumns(log.prefixes().family(), base.size() + log.size());
        int[] order = RowOrder.of(log.size(), (row, other) -> log.compare(row, log, other));
        int baseRow = 0;
        for (int next = 0; next < order.length; ) {
            int first = order[next];
            while (baseRow < base.size() && base.compare(baseRow, log, first) < 0) {
                result.add(base, baseRow, base.mark(baseRow++));
            }
            boolean held = baseRow < base.size() && base.compare(baseRow, log, first) == 0;
            boolean present = held;
            int last = first;
            for (; next < order.length && log.compare(order[next], log, first) == 0; next++) {
                boolean announced = log.mark(order[next]) != VrpChanges.WITHDRAWN;
                if (strict && announced == present) {
                    throw new VrpConflictException(log.vrp(first, logAnchors), announced);
                }
                boolean again = announced && present;
                last = again && !Expiry.later(log.expires(order[next]), log.expires(last)) ? last : order[next];
                present = announced;
            }
            if (present) {
                int anchor = log.mark(last);
                result.add(log, last, anchor == 0 ? 0 : names.indexOf(logAnchors.get(anchor - 1)) + 1);
            }
            baseRow += held ? 1 : 0;
        }
        while (baseRow < base.size()) {
            result.add(base, baseRow, base.mark(baseRow++));
        }
        return result.trim();
    }

    /** What has to be announced and withdrawn to make {@code newer} of this one. */
    public void difference(VrpTable newer, DifferenceVisitor visitor) {
        for (Family family : Family.values()) {
            VrpColumns before = of(family);
            VrpColumns after = newer.of(family);
            int old = 0;
            int young = 0;
            while (before != after && (old < before.size() || young < after.size())) {
                int order = old == before.size() ? 1 : young == after.size() ? -1 : before.compare(old, after, young);
                if (order < 0) {
                    visitor.withdrawn(before.vrp(old, anchors));
                } else if (order > 0) {
                    visitor.announced(after.vrp(young, newer.anchors));
                }
                old += order <= 0 ? 1 : 0;
                young += order >= 0 ? 1 : 0;
            }
        }
    }

    void digest(MessageDigest digest) {
        v4.digest(digest);
        v6.digest(digest);
    }

    private VrpColumns of(Family family) {
        return family == Family.IPV4 ? v4 : v6;
    }
}
