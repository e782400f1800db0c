/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.util.Arrays;

/**
 * Walks over one JSON text (RFC 8259) in bytes, member by member, and allocates nothing but a larger scratch area for
 * texts with escapes. Every text that is JSON is read as it is; of what is skipped only strings and brackets are looked
 * at, and UTF-8 is not checked. What cannot be read throws {@link NotJson}, never anything else.
 */
final class JsonCursor {
    private static final int DEEPEST = 64;

    private byte[] source = new byte[0];
    private int at;
    private int end;
    private byte[] scratch = new byte[256];
    private byte[] text = scratch;
    private int textFrom;
    private int textTo;

    /** Says nothing but that, and has no trace. */
    static final class NotJson extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NotJson() {
            super("not JSON", null, false, false);
        }
    }

    void begin(byte[] bytes, int from, int to) {
        source = bytes;
        at = from;
        end = to;
    }

    void expectEnd() {
        skipSpace();
        require(at == end);
    }

    private static void require(boolean json) {
        if (!json) {
            throw new NotJson();
        }
    }

    private void skipSpace() {
        while (at < end && (source[at] == ' ' || source[at] == '\n' || source[at] == '\r' || source[at] == '\t')) {
            at++;
        }
    }

    /** First byte of what comes next. */
    byte peek() {
        skipSpace();
        require(at < end);
        return source[at];
    }

    private boolean take(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    /** Enters an object, if that is the next value. */
    boolean object() {
        return take('{');
    }

    void expectObject() {
        require(object());
    }

    /** Enters an array, if that is the next value. */
    boolean array() {
        return take('[');
    }

    /** Goes to the next member and makes its name the text; false at the object's end, which is passed. */
    boolean member(boolean first) {
        if (!another(first, '}')) {
            return false;
        }
        require(string());
        require(take(':'));
        return true;
    }

    /** Goes to the next element; false at the array's end, which is passed. */
    boolean element(boolean first) {
        return another(first, ']');
    }

    private boolean another(boolean first, char close) {
        if (take(close)) {
            return false;
        }
        require(first || (take(',') && peek() != close));
        return true;
    }

    /** Takes a string and makes it the text, if that is the next value. */
    boolean string() {
        if (!take('"')) {
            return false;
        }
        int from = at;
        while (at < end && source[at] != '"' && source[at] != '\\') {
            require(source[at] >= ' ' || source[at] < 0);
            at++;
        }
        require(at < end);
        text = source;
        textFrom = from;
        textTo = at;
        if (source[at] == '\\') {
            unescape(from);
        }
        at++;
        return true;
    }

    private void unescape(int from) {
        int length = at - from;
        reserve(length);
        System.arraycopy(source, from, scratch, 0, length);
        while (at < end && source[at] != '"') {
            reserve(length + 3);
            byte next = source[at++];
            require(next >= ' ' || next < 0);
            length = next == '\\' ? escape(length) : put(length, next);
        }
        require(at < end);
        text = scratch;
        textFrom = 0;
        textTo = length;
    }

    private void reserve(int size) {
        if (scratch.length < size) {
            scratch = Arrays.copyOf(scratch, 2 * size);
        }
    }

    private int put(int length, int value) {
        scratch[length] = (byte) value;
        return length + 1;
    }

    private int escape(int length) {
        require(at < end);
        byte kind = source[at++];
        return switch (kind) {
            case '"', '\\', '/' -> put(length, kind);
            case 'b' -> put(length, '\b');
            case 'f' -> put(length, '\f');
            case 'n' -> put(length, '\n');
            case 'r' -> put(length, '\r');
            case 't' -> put(length, '\t');
            case 'u' -> utf8(length, codeUnit());
            default -> throw new NotJson();
        };
    }

    private int codeUnit() {
        require(at + 4 <= end);
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(source[at++] & 0xFF, 16);
            require(digit >= 0);
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** Surrogates one by one: no text that is looked for has any. */
    private int utf8(int length, int unit) {
        if (unit < 0x80) {
            return put(length, unit);
        }
        if (unit < 0x800) {
            return put(put(length, 0xC0 | unit >> 6), 0x80 | (unit & 0x3F));
        }
        return put(put(put(length, 0xE0 | unit >> 12), 0x80 | (unit >> 6 & 0x3F)), 0x80 | (unit & 0x3F));
    }

    /** The text's bytes lie here, from {@link #textFrom()} to {@link #textTo()}, until the next string is taken. */
    byte[] text() {
        return text;
    }

    int textFrom() {
        return textFrom;
    }

    int textTo() {
        return textTo;
    }

    /** The text is this, in ASCII. */
    boolean is(String ascii) {
        int length = ascii.length();
        if (textTo - textFrom != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[textFrom + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Takes a number and makes its digits the text, if that is the next value. */
    boolean number() {
        byte first = peek();
        if (first != '-' && (first < '0' || first > '9')) {
            return false;
        }
        text = source;
        textFrom = at;
        while (at < end && numeric(source[at])) {
            at++;
        }
        textTo = at;
        return true;
    }

    private static boolean numeric(byte b) {
        return (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
    }

    /** The text as a decimal number of at most 10 digits that is not above the limit, -1 if it is not one. */
    long unsigned(long most) {
        return unsigned(text, textFrom, textTo, most);
    }

    static long unsigned(byte[] bytes, int from, int to, long most) {
        if (to <= from || to - from > 10) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value <= most ? value : -1;
    }

    /** Passes the next value, whatever it is. */
    void skip() {
        switch (peek()) {
            case '"' -> string();
            case '{', '[' -> skipNested();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> require(number());
        }
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++, at++) {
            require(at < end && source[at] == word.charAt(i));
        }
    }

    private void skipNested() {
        long objects = 0;
        int depth = 0;
        do {
            require(at < end);
            switch (source[at]) {
                case '"' -> string();
                case '{', '[' -> {
                    require(depth < DEEPEST);
                    objects = objects << 1 | (source[at++] == '{' ? 1 : 0);
                    depth++;
                }
                case '}', ']' -> {
                    require((source[at++] == '}') == ((objects & 1) != 0));
                    objects >>>= 1;
                    depth--;
                }
                default -> at++;
            }
        } while (depth > 0);
    }
}
