/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * A column whose texts are sealed. A service produces one bean for each of its own, by which they are found when they are
 * to be encrypted with another key.
 *
 * @param row what names a row for ever: expressions of SQL that are texts
 */
public record SecretColumn(String table, String column, List<String> row) {
    public static SecretColumn of(String table, String column, String... row) {
        return new SecretColumn(table, column, List.of(row));
    }

    /** @param row the values of what names it */
    public Place at(String... row) {
        return new Place(this, List.of(row));
    }

    /** Where a secret stands. What is sealed for one place opens at no other. */
    public record Place(SecretColumn column, List<String> row) {
        public Place {
            if (row.size() != column.row.size()) {
                throw new IllegalArgumentException("rows of " + column + " are not named by " + row.size() + " values");
            }
        }

        /** No text of the database has a NUL in it. */
        byte[] bytes() {
            return (column.table + '\0' + column.column + '\0' + String.join("\0", row)).getBytes(UTF_8);
        }

        @Override
        public String toString() {
            return column + " of the row " + String.join(" ", row);
        }
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
