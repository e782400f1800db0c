/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.registry.BoundedInput;

/** Reads the objects of a dump, plain or packed with gzip, and offers those of the classes of interest. */
final class RpslReader {
    private static final int GZIP_BUFFER = 64 << 10;
    private static final int LONGEST_CLASS = 32;

    private final LineReader lines;
    private final RpslLimits limits;
    private final Taker taker;
    private final RpslObject object;
    private final List<RpslReport.Defect> defects = new ArrayList<>();
    private long objects;
    private long kept;
    private long malformed;

    private long start;
    private @Nullable RpslClass type;
    private boolean inside;
    private @Nullable String defect;

    /** The classes of interest. */
    enum RpslClass {
        ROUTE,
        ROUTE6,
        AUT_NUM
    }

    /** Takes an object, which changes after the call. */
    interface Taker {
        /** @throws MalformedValueException when something in it is not what it should be */
        void take(RpslClass type, RpslObject object);
    }

    private RpslReader(InputStream in, RpslLimits limits, Taker taker) {
        this.lines = new LineReader(in, limits.lineBytes());
        this.limits = limits;
        this.taker = taker;
        this.object = new RpslObject(limits.objectBytes());
    }

    /** @throws IOException when the stream breaks, is too long, or has too many objects */
    static RpslReport read(InputStream in, RpslLimits limits, Taker taker) throws IOException {
        RpslReader reader = new RpslReader(new BoundedInput(unpacked(in), limits.bytes()), limits, taker);
        while (reader.lines.next()) {
            reader.line();
        }
        reader.end();
        return new RpslReport(reader.objects, reader.kept, reader.malformed, reader.defects);
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, GZIP_BUFFER);
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1F && buffered.read() == 0x8B;
        buffered.reset();
        return packed ? new GZIPInputStream(buffered, GZIP_BUFFER) : buffered;
    }

    private void line() throws IOException {
        byte[] bytes = lines.buffer();
        int from = lines.from();
        int to = lines.to();
        if (from == to) {
            end();
            return;
        }
        byte first = bytes[from];
        if (first == '%' || first == '#') {
            return;
        }
        if (inside && type == null) {
            return;
        }
        boolean continuation = first == ' ' || first == '\t' || first == '+';
        if (continuation && blank(bytes, from, to)) {
            // Some registries end objects with a line of blanks; as a continuation it would say nothing.
            if (first != '+') {
                end();
            }
            return;
        }
        int colon = continuation ? from : colon(bytes, from, to);
        if (!inside) {
            begin(bytes, from, colon);
        }
        if (type == null) {
            return;
        }
        if (lines.overlong()) {
            defect("a line is longer than " + limits.lineBytes() + " bytes");
        } else if (continuation) {
            object.value(bytes, from + 1, to);
        } else if (colon < 0) {
            defect("a line is no attribute");
        } else {
            object.name(bytes, from, colon);
            object.value(bytes, colon + 1, to);
        }
    }

    private static boolean blank(byte[] bytes, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Where the name of an attribute ends; -1: the line does not begin with one. */
    private static int colon(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (c == ':') {
                return i > from ? i : -1;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && c != '-' && c != '_') {
                return -1;
            }
        }
        return -1;
    }

    private void begin(byte[] bytes, int from, int colon) {
        inside = true;
        start = lines.number();
        objects++;
        object.clear();
        if (colon <= from) {
            malformed("does not begin with an attribute");
            return;
        }
        String name = colon - from > LONGEST_CLASS
                ? ""
                : new String(bytes, from, colon - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        type = switch (name) {
            case "route" -> RpslClass.ROUTE;
            case "route6" -> RpslClass.ROUTE6;
            case "aut-num" -> RpslClass.AUT_NUM;
            default -> null;
        };
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
        String wrong = object.overlong() ? "is longer than " + limits.objectBytes() + " bytes" : defect;
        inside = false;
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
