/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.registry.table.PrefixRows;

/** VRPs of one family in columns, 15 bytes each for IPv4; the order is that of the prefixes, then maxLength, then ASN. */
final class VrpColumns {
    private final PrefixRows prefixes;
    private byte[] maxLength;
    private int[] asn;
    /** Number of the trust anchor's name, 0: not known; in a log of changes negative for a withdrawal. */
    private byte[] mark;

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
    }

    void add(VrpColumns other, int row, int newMark) {
        int to = room();
        prefixes.add(other.prefixes, row);
        set(to, other.maxLength[row], other.asn[row], (byte) newMark);
    }

    private void set(int row, byte newMaxLength, int newAsn, byte newMark) {
        maxLength[row] = newMaxLength;
        asn[row] = newAsn;
        mark[row] = newMark;
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
        return this;
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
                anchor > 0 ? anchors.get(anchor - 1) : null);
    }

    /** Equal rows are the same VRP, whatever their trust anchors. */
    int compare(int row, VrpColumns other, int otherRow) {
        int byPrefix = prefixes.compare(row, other.prefixes, otherRow);
        if (byPrefix != 0) {
            return byPrefix;
        }
        int byMaxLength = Integer.compare(maxLength[row] & 0xFF, other.maxLength[otherRow] & 0xFF);
        return byMaxLength != 0 ? byMaxLength : Integer.compareUnsigned(asn[row], other.asn[otherRow]);
    }

    /** Adds every row but not its trust anchor, which says nothing about what is allowed. */
    void digest(MessageDigest digest) {
        ByteBuffer row = ByteBuffer.allocate(22);
        for (int i = 0; i < size(); i++) {
            row.clear().put(prefixes.prefix(i).network().toBytes());
            row.put((byte) prefixes.length(i)).put(maxLength[i]).putInt(asn[i]);
            digest.update(row.flip());
        }
    }
}
