/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

/** What has a key: its kind and its resource key. */
public record KeyOwner(Kind kind, String resourceKey) {
    /** What can have one. */
    public enum Kind {
        PREFIX("registered_prefix", "registeredPrefix"),
        ASN("registered_asn", "registeredAsn");

        private final String column;
        private final String attribute;

        Kind(String column, String attribute) {
            this.column = column;
            this.attribute = attribute;
        }

        String column() {
            return column;
        }

        /** The same of the entity. */
        String attribute() {
            return attribute;
        }
    }

    public static KeyOwner prefix(String resourceKey) {
        return new KeyOwner(Kind.PREFIX, resourceKey);
    }

    public static KeyOwner asn(String resourceKey) {
        return new KeyOwner(Kind.ASN, resourceKey);
    }
}
