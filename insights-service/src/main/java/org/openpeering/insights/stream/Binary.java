/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * Values as bytes. Numbers are in groups of seven bits, the lowest first; those that may be negative are zigzag. Texts and
 * addresses come behind their length in bytes, lists behind their number, what may be absent behind a 1, or is a 0.
 */
final class Binary {
    private Binary() {}

    static final class Writer {
        private byte[] bytes = new byte[160];
        private int size;

        Writer(byte version) {
            write(version);
        }

        private void write(int value) {
            room(1);
            bytes[size++] = (byte) value;
        }

        private void room(int more) {
            if (bytes.length - size < more) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
            }
        }

        void number(long value) {
            long rest = value;
            for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
                write((int) ((rest & 0x7F) | 0x80));
            }
            write((int) rest);
        }

        void signed(long value) {
            number((value << 1) ^ (value >> 63));
        }

        void decimal(double value) {
            raw(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
        }

        /** From -1 on. */
        void cells(short[] cells) {
            number(cells.length);
            for (short cell : cells) {
                number(cell + 1);
            }
        }

        void instant(Instant time) {
            signed(time.getEpochSecond());
            number(time.getNano());
        }

        void prefix(IpPrefix prefix) {
            address(prefix.network());
            number(prefix.length());
        }

        void address(IpAddress address) {
            raw(address.toBytes());
        }

        void asn(Asn asn) {
            number(asn.value());
        }

        void text(String text) {
            raw(text.getBytes(UTF_8));
        }

        <T> void optional(@Nullable T value, Consumer<T> writing) {
            number(value == null ? 0 : 1);
            if (value != null) {
                writing.accept(value);
            }
        }

        <T> void list(List<T> values, BiConsumer<Writer, T> writing) {
            number(values.size());
            values.forEach(value -> writing.accept(this, value));
        }

        private void raw(byte[] part) {
            number(part.length);
            room(part.length);
            System.arraycopy(part, 0, bytes, size, part.length);
            size += part.length;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, size);
        }
    }

    /** Reads what is there; throws {@link BufferUnderflowException} where that ends too early. */
    record Reader(ByteBuffer bytes) {
        long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte group = bytes.get();
                value |= (long) (group & 0x7F) << shift;
                if (group >= 0) {
                    return value;
                }
            }
        }

        long signed() {
            long value = number();
            return (value >>> 1) ^ -(value & 1);
        }

        double decimal() {
            return ByteBuffer.wrap(raw()).getDouble();
        }

        /** As many as there have to be. */
        short[] cells(int size) {
            if (number() != size) {
                throw new BufferUnderflowException();
            }
            short[] cells = new short[size];
            for (int i = 0; i < size; i++) {
                cells[i] = (short) (number() - 1);
            }
            return cells;
        }

        Instant instant() {
            return Instant.ofEpochSecond(signed(), number());
        }

        IpPrefix prefix() {
            IpAddress network = address();
            return new IpPrefix(network, (int) number());
        }

        IpAddress address() {
            return IpAddress.of(raw());
        }

        Asn asn() {
            return new Asn(number());
        }

        String text() {
            return new String(raw(), UTF_8);
        }

        <T> @Nullable T optional(Supplier<T> reading) {
            return number() == 0 ? null : reading.get();
        }

        <T> List<T> list(Function<Reader, T> reading) {
            int size = length();
            List<T> values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(reading.apply(this));
            }
            return values;
        }

        private byte[] raw() {
            byte[] part = new byte[length()];
            bytes.get(part);
            return part;
        }

        /** Never more than there are bytes left. */
        private int length() {
            long length = number();
            if (length < 0 || length > bytes.remaining()) {
                throw new BufferUnderflowException();
            }
            return (int) length;
        }
    }
}
