/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import java.util.List;
import java.util.Map;

/** Looks into the tested service's database from outside, as its owner: also where the service is another process. */
public final class Database {
    /** Between rows; no text in PostgreSQL holds it. */
    static final String ROW = "\0";

    private Database() {}

    /** The first column as text, an empty one for null. */
    public static List<String> query(String sql) {
        String rows = Control.call("/query", Map.of("sql", sql));
        return rows.isEmpty() ? List.of() : List.of(rows.substring(1).split(ROW, -1));
    }

    /** As a literal. */
    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
