/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

/** What has a key: its kind and its resource key. */
public record KeyOwner(Kind kind, String resourceKey) {
    /** What can have one. */
    public enum Kind {
        PREFIX("registered_prefix"),
        ASN("registered_asn");

        private final String column;

        Kind(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    public static KeyOwner prefix(String resourceKey) {
        return new KeyOwner(Kind.PREFIX, resourceKey);
    }

    public static KeyOwner asn(String resourceKey) {
        return new KeyOwner(Kind.ASN, resourceKey);
    }
}
