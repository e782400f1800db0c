/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openpeering.contract.net.Asn;
import org.openpeering.registry.rpki.VrpChanges;
import org.openpeering.registry.rpki.VrpConflictException;
import org.openpeering.registry.rpki.VrpTable;
import org.openpeering.registry.rtr.RtrCopy.AspaKey;

/** An answer under way: everything, or what is new since a copy. Takes effect as a whole, or not. */
final class RtrAnswer {
    private final RtrCopy base;
    private final int session;
    private final int most;
    private final VrpChanges vrps = new VrpChanges();
    private final SortedMap<AspaKey, List<Asn>> aspas;
    private long extra;

    /** @param base {@link RtrCopy#NONE}: the answer is everything */
    RtrAnswer(RtrCopy base, int session, int most) {
        this.base = base;
        this.session = session;
        this.most = most;
        this.aspas = new TreeMap<>(base.aspas());
    }

    void add(Pdu.Prefix pdu) throws RtrProtocolException {
        if (pdu.announced()) {
            vrps.announce(pdu.vrp());
        } else {
            vrps.withdraw(pdu.vrp());
        }
        bounded();
    }

    void add(Pdu.Aspa pdu) throws RtrProtocolException {
        AspaKey key = new AspaKey(pdu.customer(), pdu.list());
        List<Asn> held = aspas.get(key);
        if (pdu.announced()) {
            aspas.put(key, pdu.providers());
        } else if (held == null) {
            throw new RtrProtocolException(
                    RtrError.UNKNOWN_WITHDRAWAL, "an ASPA of AS" + pdu.customer() + " is withdrawn, but not there");
        } else if (pdu.providers().isEmpty() || pdu.providers().equals(held)) {
            aspas.remove(key);
        }
        // Else stayrtr takes back by name what the announcement before has replaced already.
        extra += 1 + pdu.providers().size();
        bounded();
    }

    /** A record of which nothing is kept. */
    void skip() throws RtrProtocolException {
        extra++;
        bounded();
    }

    private void bounded() throws RtrProtocolException {
        if (vrps.size() + extra > most) {
            throw new RtrProtocolException(RtrError.CORRUPT_DATA, "more than " + most + " records in an answer");
        }
    }

    RtrCopy complete(Pdu.EndOfData end, Instant at) throws RtrProtocolException {
        if (end.session() != session) {
            throw new RtrProtocolException(RtrError.CORRUPT_DATA, "the answer's end has another session id");
        }
        if (base.at() != null && (int) (end.serial() - base.serial()) < 0) {
            // By the arithmetic of RFC 1982: after 2^32 - 1 comes 0.
            throw new RtrProtocolException(
                    RtrError.CORRUPT_DATA, "the serial goes back from " + base.serial() + " to " + end.serial());
        }
        VrpTable table;
        try {
            table = base.vrps().apply(vrps);
        } catch (VrpConflictException e) {
            throw new RtrProtocolException(
                    e.announced() ? RtrError.DUPLICATE_ANNOUNCEMENT : RtrError.UNKNOWN_WITHDRAWAL,
                    String.valueOf(e.getMessage()),
                    PduEncoder.prefix(end.version(), e.announced(), e.vrp()));
        }
        long providers = aspas.values().stream().mapToLong(List::size).sum();
        if (table.size() + providers > most) {
            throw new RtrProtocolException(RtrError.CORRUPT_DATA, "more than " + most + " records");
        }
        return new RtrCopy(end.version(), true, session, end.serial(), table, aspas, end.timers(), at);
    }
}
