/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;

/**
 * The path of a request target, cut into segments that everybody cuts and decodes alike: gateway and services use this
 * class, and decode a segment once. What two parsers could read differently is refused, not repaired: empty and dot
 * segments (plain or encoded), encoded slashes and backslashes, control characters, path parameters ({@code ;x=y}),
 * invalid percent-encoding or UTF-8, characters outside RFC 3986 section 3.3, in the query those outside section 3.4. So
 * the segments that authorization and routing look at in the gateway are the ones that a service sees. {@code
 * RequestPathTest} has the tricks.
 */
public sealed interface RequestPath {
    /** Longest request target, in characters. */
    int LONGEST = 8192;

    /**
     * @param segments as sent, still percent-encoded; a single slash at the end makes none
     */
    record Clear(List<String> segments) implements RequestPath {
        public Clear {
            segments = List.copyOf(segments);
        }
    }

    record Ambiguous(ApiError error) implements RequestPath {}

    /** @param target path and query of the request line; null when there is none */
    static RequestPath of(@Nullable String target) {
        if (target == null) {
            return ambiguous("The request has no target.");
        }
        if (target.length() > LONGEST) {
            return ambiguous("The request URI is longer than " + LONGEST + " characters.");
        }
        if (target.isEmpty() || target.charAt(0) != '/') {
            return ambiguous("The request target has to be an absolute path.");
        }
        int query = target.indexOf('?');
        int end = query < 0 ? target.length() : query;
        List<String> segments = new ArrayList<>(16);
        int start = 1;
        while (start < end) {
            int slash = target.indexOf('/', start);
            int stop = slash < 0 || slash > end ? end : slash;
            if (!Segments.unambiguous(target, start, stop)) {
                return ambiguous(
                        "The request path has an empty or dot segment, an encoded slash or control character, or is not valid.");
            }
            segments.add(target.substring(start, stop));
            start = stop + 1;
        }
        return Segments.query(target, Math.min(end + 1, target.length()))
                ? new Clear(segments)
                : new Ambiguous(ApiError.at(
                        ErrorCode.BAD_REQUEST,
                        "query",
                        "The query has characters that have to be percent-encoded, or is not valid."));
    }

    private static RequestPath ambiguous(String message) {
        return new Ambiguous(ApiError.at(ErrorCode.BAD_REQUEST, "path", message));
    }

    /** The rules for one segment. */
    final class Segments {
        private static final String OTHERS = "-._~!$&'()*+,=:@";
        /** Brackets are no part of RFC 3986 there, but every parser reads them alike and clients send them. */
        private static final String QUERY_ONLY = "/?;[]";

        private Segments() {}

        static boolean unambiguous(String text, int start, int stop) {
            int at = start;
            int octets = 0;
            int dots = 0;
            boolean ascii = true;
            while (at < stop) {
                char c = text.charAt(at);
                boolean encoded = c == '%';
                int octet = encoded ? octet(text, at, stop) : plain(c);
                if (octet < ' ' || octet == 0x7f || (encoded && (octet == '/' || octet == '\\'))) {
                    return false;
                }
                octets++;
                dots += octet == '.' ? 1 : 0;
                ascii &= octet < 0x80;
                at += encoded ? 3 : 1;
            }
            boolean dotSegment = octets <= 2 && dots == octets;
            return octets > 0 && !dotSegment && (ascii || utf8(text.substring(start, stop)));
        }

        /** Whether all from the index on may stand in a query; what it means is for its reader to judge. */
        static boolean query(String text, int start) {
            int at = start;
            while (at < text.length()) {
                char c = text.charAt(at);
                boolean encoded = c == '%';
                boolean fits =
                        encoded ? octet(text, at, text.length()) >= 0 : plain(c) >= 0 || QUERY_ONLY.indexOf(c) >= 0;
                if (!fits) {
                    return false;
                }
                at += encoded ? 3 : 1;
            }
            return true;
        }

        /** The character if it may stand in a path as it is, else -1. */
        private static int plain(char c) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            return letter || digit || OTHERS.indexOf(c) >= 0 ? c : -1;
        }

        private static int octet(String text, int at, int stop) {
            if (at + 2 >= stop) {
                return -1;
            }
            int high = Character.digit(text.charAt(at + 1), 16);
            int low = Character.digit(text.charAt(at + 2), 16);
            boolean hex = text.charAt(at + 1) < 0x80 && text.charAt(at + 2) < 0x80 && high >= 0 && low >= 0;
            return hex ? high << 4 | low : -1;
        }

        private static boolean utf8(String segment) {
            ByteBuffer bytes = ByteBuffer.allocate(segment.length());
            for (int i = 0; i < segment.length(); i += segment.charAt(i) == '%' ? 3 : 1) {
                char c = segment.charAt(i);
                bytes.put((byte) (c == '%' ? octet(segment, i, segment.length()) : c));
            }
            try {
                StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
                return true;
            } catch (CharacterCodingException e) {
                return false;
            }
        }
    }
}
