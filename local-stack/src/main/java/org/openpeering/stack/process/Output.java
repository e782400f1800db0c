/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.util.Locale;
import java.util.function.Consumer;

/** Where the lines of the children go, besides their log files. Called from several threads. */
@FunctionalInterface
public interface Output {
    /** Drops every line; the log files still have them. */
    Output NONE = (_, _) -> {};

    void line(String name, String text);

    /** Lines as {@code name | text}, the names in one column. */
    static Output prefixed(Consumer<String> lines) {
        return (name, text) -> lines.accept(String.format(Locale.ROOT, "%-9s | %s", name, text));
    }
}
