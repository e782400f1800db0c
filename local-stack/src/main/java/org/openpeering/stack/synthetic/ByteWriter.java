/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;

/** Bytes in network order, appended one field after the other. */
final class ByteWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    ByteWriter u8(int value) {
        out.write(value);
        return this;
    }

    ByteWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    ByteWriter u32(long value) {
        return u16((int) (value >>> 16) & 0xffff).u16((int) value & 0xffff);
    }

    ByteWriter u64(long value) {
        return u32(value >>> 32).u32(value & 0xffff_ffffL);
    }

    ByteWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** An address in the 16 octets that BMP has for it: an IPv4 address is in the last four (RFC 7854 section 4.2). */
    ByteWriter address16(InetAddress address) {
        byte[] octets = address.getAddress();
        return raw(new byte[16 - octets.length]).raw(octets);
    }

    /** A two-octet length, then the bytes. */
    ByteWriter sized16(byte[] bytes) {
        return u16(bytes.length).raw(bytes);
    }

    /** A one-octet length, then the bytes. */
    ByteWriter sized8(byte[] bytes) {
        if (bytes.length > 255) {
            throw new IllegalArgumentException(bytes.length + " octets do not fit a one-octet length");
        }
        return u8(bytes.length).raw(bytes);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
