/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * An OPEN message with the capabilities that change how UPDATEs are read.
 *
 * @param asn from the 4-octet AS capability where there is one, else the 2-byte field
 * @param holdTime seconds
 * @param bgpId BGP identifier
 * @param fourByteAs capability 65 was sent
 * @param families unicast families of capability 1; IPv4 alone when none was sent
 * @param pathsReceived families for which the sender takes path identifiers (capability 69)
 * @param pathsSent families for which the sender can give path identifiers
 */
public record Open(
        Asn asn,
        int holdTime,
        IpAddress bgpId,
        boolean fourByteAs,
        Set<Family> families,
        Set<Family> pathsReceived,
        Set<Family> pathsSent) {
    private static final int HEADER = 19;
    private static final int FIXED = HEADER + 10;
    private static final int TYPE_OPEN = 1;
    private static final int EXTENDED = 255;
    private static final int CAPABILITIES = 2;

    public Open {
        families = Set.copyOf(families);
        pathsReceived = Set.copyOf(pathsReceived);
        pathsSent = Set.copyOf(pathsSent);
    }

    boolean receivesPaths(Family family) {
        return pathsReceived.contains(family);
    }

    boolean sendsPaths(Family family) {
        return pathsSent.contains(family);
    }

    /**
     * Reads the OPEN that starts at {@code from}, with its 19-byte header; empty when it is not one or does not hold
     * together before {@code to}. A capability that is too short is passed over. RFC 4271 section 4.2, RFC 5492; RFC 9072
     * section 2 has long parameters where type 255 comes first, whatever the length octet before it says.
     */
    public static Optional<Open> decode(byte[] bytes, int from, int to) {
        int end = from + BgpMessage.length(bytes, from, to);
        if (end < from + FIXED || BgpMessage.type(bytes, from) != TYPE_OPEN) {
            return Optional.empty();
        }
        int body = from + HEADER;
        int parameters = body + 9;
        boolean extended = parameters + 4 <= end && (bytes[parameters + 1] & 0xFF) == EXTENDED;
        int start = extended ? parameters + 4 : parameters + 1;
        int length = extended ? BgpMessage.uint16(bytes, parameters + 2) : bytes[parameters] & 0xFF;
        if (start + length > end) {
            return Optional.empty();
        }
        Capabilities found = new Capabilities();
        return found.readParameters(bytes, start, start + length, extended)
                ? Optional.of(found.open(bytes, body))
                : Optional.empty();
    }

    /** What is gathered while the parameters are walked. */
    private static final class Capabilities {
        private long asn = -1;
        private final Set<Family> families = EnumSet.noneOf(Family.class);
        private final Set<Family> received = EnumSet.noneOf(Family.class);
        private final Set<Family> sent = EnumSet.noneOf(Family.class);
        private boolean multiprotocol;

        boolean readParameters(byte[] bytes, int from, int to, boolean extended) {
            int at = from;
            int header = extended ? 3 : 2;
            while (at < to) {
                if (at + header > to) {
                    return false;
                }
                int length = extended ? BgpMessage.uint16(bytes, at + 1) : bytes[at + 1] & 0xFF;
                int value = at + header;
                if (value + length > to) {
                    return false;
                }
                if (bytes[at] == CAPABILITIES && !readCapabilities(bytes, value, value + length)) {
                    return false;
                }
                at = value + length;
            }
            return true;
        }

        private boolean readCapabilities(byte[] bytes, int from, int to) {
            int at = from;
            while (at < to) {
                if (at + 2 > to || at + 2 + (bytes[at + 1] & 0xFF) > to) {
                    return false;
                }
                int length = bytes[at + 1] & 0xFF;
                readCapability(bytes, bytes[at] & 0xFF, at + 2, length);
                at += 2 + length;
            }
            return true;
        }

        private void readCapability(byte[] bytes, int code, int value, int length) {
            switch (code) {
                case 1 -> {
                    multiprotocol = true;
                    if (length == 4) {
                        BgpMessage.unicast(BgpMessage.uint16(bytes, value), bytes[value + 3])
                                .ifPresent(families::add);
                    }
                }
                case 65 -> asn = length == 4 ? BgpMessage.uint32(bytes, value) : asn;
                case 69 -> readAddPath(bytes, value, length);
                default -> {}
            }
        }

        private void readAddPath(byte[] bytes, int value, int length) {
            for (int at = value; at + 4 <= value + length; at += 4) {
                int mode = bytes[at + 3];
                BgpMessage.unicast(BgpMessage.uint16(bytes, at), bytes[at + 2]).ifPresent(family -> {
                    if (mode == 1 || mode == 3) {
                        received.add(family);
                    }
                    if (mode == 2 || mode == 3) {
                        sent.add(family);
                    }
                });
            }
        }

        Open open(byte[] bytes, int body) {
            if (!multiprotocol) {
                families.add(Family.IPV4);
            }
            long as = asn >= 0 ? asn : BgpMessage.uint16(bytes, body + 1);
            IpAddress id = new IpAddress(Family.IPV4, 0, BgpMessage.uint32(bytes, body + 5));
            int holdTime = BgpMessage.uint16(bytes, body + 3);
            return new Open(new Asn(as), holdTime, id, asn >= 0, families, received, sent);
        }
    }
}
