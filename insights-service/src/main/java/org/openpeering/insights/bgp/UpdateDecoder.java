/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import org.openpeering.contract.net.IpAddress.Family;

/**
 * Reads UPDATE messages, one after the other; an instance belongs to one thread and keeps what the last message said.
 *
 * <p>{@link #decode} looks at all of a message and says what it is; nothing of a malformed one is delivered. {@link
 * #deliver} then hands out its prefixes. No input makes either throw.
 */
public final class UpdateDecoder {
    private final AttributeScan scan = new AttributeScan();
    private final CompactAttributes compact = new CompactAttributes();
    private final Nlri withdrawn = new Nlri();
    private final Nlri announced = new Nlri();
    private final Nlri unreachable = new Nlri();
    private final Nlri reachable = new Nlri();
    private final LastingWithdrawals lasting = new LastingWithdrawals();
    private byte[] bytes = new byte[0];
    private final Dialect own = new Dialect(Reading.MODERN);
    private Dialect dialect = own;
    private int nextHop;
    private int nextHopLength;
    private boolean badNextHop;
    private boolean asWithdrawals;
    private boolean reachLost;
    private boolean otherFamily;
    private Family endOfRib = Family.IPV4;

    /** Reads a message of which it is known how it was written: nothing is learnt from one for the next. */
    public UpdateOutcome decode(byte[] source, int from, int to, Reading how) {
        own.begin(how);
        return decode(source, from, to, own);
    }

    /** Reads the message that starts with its header at {@code from} and ends before {@code to}. */
    public UpdateOutcome decode(byte[] source, int from, int to, Dialect session) {
        bytes = source;
        dialect = session;
        clear();
        int length = BgpMessage.length(source, from, to);
        if (length < 0) {
            return UpdateOutcome.BAD_LENGTHS;
        }
        if (BgpMessage.type(source, from) != BgpMessage.TYPE_UPDATE) {
            return UpdateOutcome.NOT_AN_UPDATE;
        }
        int end = from + length;
        int body = from + BgpMessage.HEADER;
        if (body + 4 > end) {
            return UpdateOutcome.BAD_LENGTHS;
        }
        int withdrawnEnd = body + 2 + BgpMessage.uint16(source, body);
        if (withdrawnEnd + 2 > end) {
            return UpdateOutcome.BAD_LENGTHS;
        }
        int attributes = withdrawnEnd + 2;
        int attributesEnd = attributes + BgpMessage.uint16(source, withdrawnEnd);
        if (attributesEnd > end) {
            return UpdateOutcome.BAD_LENGTHS;
        }
        scan.walk(source, attributes, attributesEnd);
        boolean readable = withdrawn.set(source, body + 2, withdrawnEnd, Family.IPV4, dialect)
                && announced.set(source, attributesEnd, end, Family.IPV4, dialect);
        return readable ? outcome(length) : UpdateOutcome.BAD_PREFIXES;
    }

    private void clear() {
        withdrawn.clear();
        announced.clear();
        unreachable.clear();
        reachable.clear();
        scan.clear();
        badNextHop = asWithdrawals = reachLost = otherFamily = false;
    }

    private UpdateOutcome outcome(int length) {
        if (scan.multiprotocolRepeated()) {
            return UpdateOutcome.BAD_MULTIPROTOCOL;
        }
        if (scan.has(AttributeScan.MP_UNREACH)) {
            UpdateOutcome unreach = unreach();
            if (unreach != UpdateOutcome.ROUTES) {
                return unreach;
            }
        } else if (length == BgpMessage.HEADER + 4) {
            endOfRib = Family.IPV4;
            return UpdateOutcome.END_OF_RIB;
        }
        if (scan.has(AttributeScan.MP_REACH)) {
            UpdateOutcome reach = reach();
            if (reach != UpdateOutcome.ROUTES) {
                // What the rest of the message takes away is gone all the same.
                asWithdrawals = !(withdrawn.isEmpty() && announced.isEmpty() && unreachable.isEmpty());
                reachable.clear();
                reachLost = asWithdrawals;
                return asWithdrawals ? UpdateOutcome.TREATED_AS_WITHDRAW : reach;
            }
        }
        withdrawn.follow(dialect);
        announced.follow(dialect);
        unreachable.follow(dialect);
        scan.readAsPath(bytes, announced.isEmpty() && !reachable.isEmpty() ? reachable.family() : Family.IPV4, dialect);
        asWithdrawals = scan.broken() || badNextHop || incomplete();
        return asWithdrawals ? UpdateOutcome.TREATED_AS_WITHDRAW : UpdateOutcome.ROUTES;
    }

    /** A mandatory attribute is missing (RFC 7606 section 3 d). */
    private boolean incomplete() {
        boolean nothing = announced.isEmpty() && reachable.isEmpty();
        boolean common = scan.has(AttributeScan.ORIGIN) && scan.has(AttributeScan.AS_PATH);
        return !nothing && (!common || !(announced.isEmpty() || scan.has(AttributeScan.NEXT_HOP)));
    }

    /** RFC 4760 section 4. */
    private UpdateOutcome unreach() {
        int start = scan.start(AttributeScan.MP_UNREACH);
        int end = scan.end(AttributeScan.MP_UNREACH);
        if (end - start < 3) {
            return UpdateOutcome.BAD_MULTIPROTOCOL;
        }
        Family family = BgpMessage.unicast(BgpMessage.uint16(bytes, start), bytes[start + 2])
                .orElse(null);
        if (family == null) {
            otherFamily = true;
            return UpdateOutcome.ROUTES;
        }
        boolean alone = scan.count() == 1 && !scan.broken() && withdrawn.isEmpty() && announced.isEmpty();
        if (end - start == 3 && alone) {
            endOfRib = family;
            return UpdateOutcome.END_OF_RIB;
        }
        return unreachable.set(bytes, start + 3, end, family, dialect)
                ? UpdateOutcome.ROUTES
                : UpdateOutcome.BAD_PREFIXES;
    }

    /**
     * RFC 4760 section 3; an IPv4 prefix may have an IPv6 next hop (RFC 8950). One of another length is nobody's address:
     * the prefixes behind it are known still, and withdrawn (RFC 7606 section 2).
     */
    private UpdateOutcome reach() {
        int start = scan.start(AttributeScan.MP_REACH);
        int end = scan.end(AttributeScan.MP_REACH);
        if (end - start < 5 || start + 5 + (bytes[start + 3] & 0xFF) > end) {
            return UpdateOutcome.BAD_MULTIPROTOCOL;
        }
        Family family = BgpMessage.unicast(BgpMessage.uint16(bytes, start), bytes[start + 2])
                .orElse(null);
        if (family == null) {
            otherFamily = true;
            return UpdateOutcome.ROUTES;
        }
        int declared = bytes[start + 3] & 0xFF;
        nextHop = start + 4;
        nextHopLength = declared == 32 ? 16 : declared;
        badNextHop = nextHopLength != 16 && nextHopLength != 4;
        return reachable.set(bytes, start + 5 + declared, end, family, dialect)
                ? UpdateOutcome.ROUTES
                : UpdateOutcome.BAD_PREFIXES;
    }

    /** Gives the prefixes of the last message; only after ROUTES or TREATED_AS_WITHDRAW. */
    public void deliver(RouteReceiver receiver) {
        if (asWithdrawals) {
            withdraw(receiver);
            announced.deliver(receiver, false);
            reachable.deliver(receiver, false);
            return;
        }
        withdrawLasting(receiver);
        if (!announced.isEmpty()) {
            compact.fill(bytes, scan, dialect.negotiated(), scan.start(AttributeScan.NEXT_HOP), 4);
            receiver.attributes(compact);
            announced.deliver(receiver, true);
        }
        if (!reachable.isEmpty()) {
            compact.fill(bytes, scan, dialect.negotiated(), nextHop, nextHopLength);
            receiver.attributes(compact);
            reachable.deliver(receiver, true);
        }
    }

    private void withdraw(RouteReceiver receiver) {
        withdrawn.deliver(receiver, false);
        unreachable.deliver(receiver, false);
    }

    private void withdrawLasting(RouteReceiver receiver) {
        if ((announced.isEmpty() && reachable.isEmpty()) || (withdrawn.isEmpty() && unreachable.isEmpty())) {
            withdraw(receiver);
            return;
        }
        lasting.begin(announced.count() + reachable.count(), receiver);
        announced.deliver(lasting, true);
        reachable.deliver(lasting, true);
        withdraw(lasting);
        lasting.end();
    }

    /**
     * The last message held more than is delivered: its announcements are of prefixes that could not be told, or behind a
     * broken attribute there may have been withdrawals (RFC 7606 section 3 j).
     */
    public boolean partly() {
        return reachLost || scan.withdrawalsLost();
    }

    /** After END_OF_RIB: of which family. */
    public Family endOfRib() {
        return endOfRib;
    }

    /** Attributes of the last message that were thrown away (RFC 7606 "attribute discard"). */
    public int attributesDiscarded() {
        return scan.discarded();
    }

    /** The last message's AS path had the other width than negotiated. */
    public boolean otherAsSize() {
        return scan.otherAsSize();
    }

    /** Prefixes of the last message had path identifiers against what was negotiated, or lacked them. */
    public boolean otherPathReading() {
        return withdrawn.otherReading()
                || announced.otherReading()
                || unreachable.otherReading()
                || reachable.otherReading();
    }

    /** The last message spoke of something else than IPv4 or IPv6 unicast. */
    public boolean otherFamily() {
        return otherFamily;
    }
}
