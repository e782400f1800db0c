/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.text;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The one place that joins pieces into a text and makes counts agree. Pieces come from other services and from messages of
 * earlier versions, with a full stop at their end or without: every sentence ends once, whatever its writer did. Tested by
 * {@code ProseTest}.
 */
public final class Prose {
    private static final String ENDS = ".;:,";

    private Prose() {}

    /** The piece as a sentence: begun with a capital, ended once. Nothing stays nothing. */
    public static String sentence(String piece) {
        String text = piece.strip();
        int end = text.length();
        while (end > 0 && (ENDS.indexOf(text.charAt(end - 1)) >= 0 || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        if (end == 0) {
            return "";
        }
        char last = text.charAt(end - 1);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1, end) + (last == '!' || last == '?' ? "" : ".");
    }

    /** One sentence after the other; empty pieces are left out. */
    public static String sentences(Collection<String> pieces) {
        return pieces.stream()
                .map(Prose::sentence)
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** {@code 1 route}, {@code 2 routes}, {@code 0 routes}. */
    public static String count(long count, String one) {
        return count + " " + agree(count, one, one + "s");
    }

    /** What goes with one, or with any other number. */
    public static String agree(long count, String one, String many) {
        return count == 1 ? one : many;
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String list(Collection<?> items) {
        List<String> words = items.stream().map(Objects::toString).toList();
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }
}
