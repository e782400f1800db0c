/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.registry.table.PrefixRows;

/**
 * VRPs of one family in columns, 15 bytes each for IPv4, and 4 more where the source says when they expire; the order is
 * that of the prefixes, then maxLength, then ASN.
 */
final class VrpColumns {
    private static final int[] NONE = new int[0];

    private final PrefixRows prefixes;
    private byte[] maxLength;
    private int[] asn;
    /** Number of the trust anchor's name, 0: not known; in a log of changes negative for a withdrawal. */
    private byte[] mark;

    /** As {@link Expiry} has it; not stored until a row needs it. */
    private int[] expires = NONE;

    VrpColumns(Family family, int capacity) {
        this.prefixes = new PrefixRows(family, capacity);
        this.maxLength = new byte[capacity];
        this.asn = new int[capacity];
        this.mark = new byte[capacity];
    }

    PrefixRows prefixes() {
        return prefixes;
    }

    int size() {
        return prefixes.size();
    }

    void add(Vrp vrp, int newMark) {
        int row = room();
        prefixes.add(vrp.prefix());
        set(row, (byte) vrp.maxLength(), (int) vrp.asn().value(), (byte) newMark);
        expire(row, Expiry.of(vrp.expires()));
    }

    void add(VrpColumns other, int row, int newMark) {
        int to = room();
        prefixes.add(other.prefixes, row);
        set(to, other.maxLength[row], other.asn[row], (byte) newMark);
        expire(to, other.expires(row));
    }

    private void set(int row, byte newMaxLength, int newAsn, byte newMark) {
        maxLength[row] = newMaxLength;
        asn[row] = newAsn;
        mark[row] = newMark;
    }

    private void expire(int row, int seconds) {
        if (seconds == Expiry.NEVER && expires.length == 0) {
            return;
        }
        int stored = expires.length;
        if (row >= stored) {
            expires = Arrays.copyOf(expires, asn.length);
            Arrays.fill(expires, stored, expires.length, Expiry.NEVER);
        }
        expires[row] = seconds;
    }

    private int room() {
        int row = prefixes.size();
        if (row == asn.length) {
            int capacity = PrefixRows.grown(row);
            maxLength = Arrays.copyOf(maxLength, capacity);
            asn = Arrays.copyOf(asn, capacity);
            mark = Arrays.copyOf(mark, capacity);
        }
        return row;
    }

    VrpColumns trim() {
        prefixes.trim();
        maxLength = Arrays.copyOf(maxLength, size());
        asn = Arrays.copyOf(asn, size());
        mark = Arrays.copyOf(mark, size());
        expires = expires.length > size() ? Arrays.copyOf(expires, size()) : expires;
        return this;
    }

    int expires(int row) {
        return row < expires.length ? expires[row] : Expiry.NEVER;
    }

    /** The first end of all. */
    int firstExpiry() {
        int first = Expiry.NEVER;
        for (int row = 0; row < Math.min(expires.length, size()); row++) {
            first = Expiry.earlier(first, expires[row]);
        }
        return first;
    }

    /** The rows that have not expired. */
    VrpColumns inForce(Instant at) {
        VrpColumns left = new VrpColumns(prefixes.family(), size());
        for (int row = 0; row < size(); row++) {
            if (!Expiry.over(expires(row), at)) {
                left.add(this, row, mark[row]);
            }
        }
        return left.trim();
    }

    int mark(int row) {
        return mark[row];
    }

    Vrp vrp(int row, List<String> anchors) {
        int anchor = mark[row];
        return new Vrp(
                prefixes.prefix(row),
                maxLength[row] & 0xFF,
                new Asn(asn[row] & Asn.MAX),
                anchor > 0 ? anchors.get(anchor - 1) : null,
                Expiry.instant(expires(row)));
    }

    /** Equal rows are the same VRP, whatever their trust anchors and ends. */
    int compare(int row, VrpColumns other, int otherRow) {
        int byPrefix = prefixes.compare(row, other.prefixes, otherRow);
        if (byPrefix != 0) {
            return byPrefix;
        }
        int byMaxLength = Integer.compare(maxLength[row] & 0xFF, other.maxLength[otherRow] & 0xFF);
        return byMaxLength != 0 ? byMaxLength : Integer.compareUnsigned(asn[row], other.asn[otherRow]);
    }

    /** Adds every row but neither trust anchor nor end, which say nothing about what is allowed. */
    void digest(MessageDigest digest) {
        ByteBuffer row = ByteBuffer.allocate(22);
        for (int i = 0; i < size(); i++) {
            row.clear().put(prefixes.prefix(i).network().toBytes());
            row.put((byte) prefixes.length(i)).put(maxLength[i]).putInt(asn[i]);
            digest.update(row.flip());
        }
    }
}
