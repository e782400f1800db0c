/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import static org.openpeering.registry.rpsl.Octets.END;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.registry.BoundedInput;

/**
 * Reads the objects of a dump, plain or packed with gzip, and offers those of the classes of interest. Memory does not
 * depend on the length of lines and objects ({@link RpslObject}), and a packed dump is read to the end of its last member
 * or not at all: what is damaged, or follows and is no member, fails.
 *
 * <p>An object ends at an empty line or at the end of the dump; a line that begins with white space or {@code +} continues
 * an attribute (RFC 2622 section 2), and so does one of blanks. Some registries end objects with such a line all the same,
 * so that an attribute after it begins an object if it is one that only stands at the beginning.
 */
final class RpslReader {
    private static final int GZIP_BUFFER = 64 << 10;

    private final Octets in;
    private final RpslLimits limits;
    private final Taker taker;
    private final RpslObject object = new RpslObject();
    private final byte[] name = new byte[128];
    private final List<RpslReport.Defect> defects = new ArrayList<>();
    private long objects;
    private long kept;
    private long malformed;

    private long number;
    private long start;
    private @Nullable RpslClass type;
    private boolean inside;
    /** Of the object the last line was of blanks. */
    private boolean blanks;

    private @Nullable String defect;

    /** The classes of interest. */
    enum RpslClass {
        ROUTE,
        ROUTE6,
        AUT_NUM;

        static @Nullable RpslClass of(@Nullable String name) {
            return switch (name) {
                case "route" -> ROUTE;
                case "route6" -> ROUTE6;
                case "aut-num" -> AUT_NUM;
                case null, default -> null;
            };
        }
    }

    /** Takes an object, which changes after the call. */
    interface Taker {
        /** @throws MalformedValueException when something in it is not what it should be */
        void take(RpslClass type, RpslObject object);
    }

    private RpslReader(InputStream in, RpslLimits limits, Taker taker) {
        this.in = new Octets(in);
        this.limits = limits;
        this.taker = taker;
    }

    /** @throws IOException when the stream breaks, is damaged, is too long, or has too many objects */
    static RpslReport read(InputStream in, RpslLimits limits, Taker taker) throws IOException {
        RpslReader reader = new RpslReader(new BoundedInput(unpacked(in), limits.bytes()), limits, taker);
        reader.dump();
        return new RpslReport(reader.objects, reader.kept, reader.malformed, reader.defects);
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, GZIP_BUFFER);
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1F && buffered.read() == 0x8B;
        buffered.reset();
        // The JDK's GZIPInputStream ends where the header of a further member is damaged (JDK-8322256).
        return packed
                ? GzipCompressorInputStream.builder()
                        .setInputStream(buffered)
                        .setDecompressConcatenated(true)
                        .get()
                : buffered;
    }

    private void dump() throws IOException {
        in.skipByteOrderMark();
        for (int first = in.next(); first != END; first = in.next()) {
            number++;
            line(first);
        }
        end();
    }

    private void line(int first) throws IOException {
        switch (first) {
            case '\n' -> end();
            case '%', '#' -> skip();
            case ' ', '\t', '+' -> continuation(first);
            default -> attribute(first);
        }
    }

    static boolean blank(int octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }

    private void continuation(int first) throws IOException {
        if (type != null) {
            object.line();
        }
        if (!value()) {
            blanks = inside && first != '+';
        } else if (!inside) {
            begin(null);
        } else {
            blanks = false;
        }
    }

    private void attribute(int first) throws IOException {
        if (inside && type == null && !blanks) {
            skip();
            return;
        }
        String attribute = name(first);
        if (blanks && RpslClass.of(attribute) != null) {
            end();
        }
        blanks = false;
        if (!inside) {
            begin(attribute);
        }
        if (attribute == null) {
            defect("a line is no attribute");
        } else {
            if (type != null) {
                object.name(attribute);
                object.line();
            }
            value();
        }
    }

    /** The name before the colon; null, and the line is read: there is none. */
    private @Nullable String name(int first) throws IOException {
        int length = 0;
        int octet = first;
        while (length < name.length && named(octet)) {
            name[length++] = (byte) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
            octet = in.next();
        }
        if (octet == ':' && length > 0) {
            return new String(name, 0, length, StandardCharsets.ISO_8859_1);
        }
        if (octet != '\n') {
            skip();
        }
        return null;
    }

    private static boolean named(int octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '_';
    }

    /** Reads the rest of the line up to a comment into the object, if that is of interest; whether it says anything. */
    private boolean value() throws IOException {
        boolean says = false;
        for (int octet = in.next(); octet != '\n' && octet != END; octet = in.next()) {
            if (octet == '#') {
                skip();
                return says;
            }
            says |= !blank(octet);
            if (type != null) {
                object.add(octet);
            }
        }
        return says;
    }

    private void skip() throws IOException {
        int octet = in.next();
        while (octet != '\n' && octet != END) {
            octet = in.next();
        }
    }

    private void begin(@Nullable String attribute) {
        inside = true;
        start = number;
        objects++;
        object.clear();
        type = RpslClass.of(attribute);
        if (attribute == null) {
            malformed("does not begin with an attribute");
        }
    }

    private void defect(String what) {
        defect = defect == null ? what : defect;
    }

    private void malformed(String what) {
        malformed++;
        if (defects.size() < limits.defects()) {
            defects.add(new RpslReport.Defect(start, what));
        }
    }

    private void end() throws IOException {
        RpslClass finished = type;
        String wrong = defect;
        inside = false;
        blanks = false;
        type = null;
        defect = null;
        if (finished == null) {
            return;
        }
        if (wrong != null) {
            malformed(wrong);
            return;
        }
        if (kept == limits.objects()) {
            throw new IOException("more than " + limits.objects() + " objects");
        }
        try {
            taker.take(finished, object);
            kept++;
        } catch (MalformedValueException e) {
            malformed(String.valueOf(e.getMessage()));
        }
    }
}
