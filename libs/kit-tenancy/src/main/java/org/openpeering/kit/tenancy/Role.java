/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

/** What a caller may be in a subscription; each includes the ones before it. */
public enum Role {
    /** Anybody with a valid token; nobody needs a subscription to be it. */
    CALLER,
    READER,
    CONTRIBUTOR,
    OWNER;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
