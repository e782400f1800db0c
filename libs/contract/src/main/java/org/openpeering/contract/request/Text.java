/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.request;

import java.util.Optional;

/**
 * What every text of a caller's has to be, whatever it means: one that the database, JSON and a log can hold. PostgreSQL
 * knows no U+0000, and half of a surrogate pair has no UTF-8.
 */
public final class Text {
    /** Longest text in UTF-16 units; what means something has a tighter bound of its own. */
    public static final int LONGEST = 8192;

    private static final int SHOWN = 100;

    private Text() {}

    /** As much of it as a message can show. */
    public static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** What is wrong with it, to follow the name of what holds it. */
    public static Optional<String> fault(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("has more than " + LONGEST + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return Optional.of("has the character U+0000, which no text can have");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return Optional.of("has half of a surrogate pair, which is no character");
            }
        }
        return Optional.empty();
    }
}
