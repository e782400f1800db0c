/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import java.io.ByteArrayOutputStream;

/** Bytes in network order, appended one field after the other; of a number as many low bits as the field has. */
public final class ByteWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    public ByteWriter u8(long value) {
        out.write((int) value);
        return this;
    }

    public ByteWriter u16(long value) {
        return u8(value >>> 8).u8(value);
    }

    public ByteWriter u32(long value) {
        return u16(value >>> 16).u16(value);
    }

    public ByteWriter u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    public ByteWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** An address in the 16 octets that BMP has for it: an IPv4 address is in the last four (RFC 7854 section 4.2). */
    public ByteWriter address16(byte[] octets) {
        return raw(new byte[16 - octets.length]).raw(octets);
    }

    /** A two-octet length, then the bytes. */
    public ByteWriter sized16(byte[] bytes) {
        return u16(bytes.length).raw(bytes);
    }

    /** A one-octet length, then the bytes. */
    public ByteWriter sized8(byte[] bytes) {
        if (bytes.length > 255) {
            throw new IllegalArgumentException(bytes.length + " octets do not fit a one-octet length");
        }
        return u8(bytes.length).raw(bytes);
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
