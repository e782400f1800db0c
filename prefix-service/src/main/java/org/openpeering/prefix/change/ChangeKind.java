/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import org.openpeering.contract.arm.WireEnum;

/** What can change. The subject of a change says which one; so does the detail where one is named here. */
public enum ChangeKind implements WireEnum {
    /** What is registered or claimed of exactly one prefix. */
    PREFIX,
    /** What is announced of exactly one prefix. */
    ROUTES,
    /** A peering, by its key. */
    PEERING,
    /** A peering is gone, by its key. Detail: what was registered under it before has a lower revision. */
    PEERING_GONE,
    /** A provider, by its key. */
    PROVIDER,
    /** What peers with an AS number. */
    ASN,
    /** Sessions of an AS number. Detail: the metro in lower case; empty: anywhere. */
    SESSION,
    /** The AS numbers of a subscription. */
    SUBSCRIPTION,
    /** The locations of a peering service, by its key, may be ready to change. */
    LOCATIONS,
    /** A customer prefix, by its key, may be ready to take the place of the one it replaces. */
    REPLACEMENT,
    /** Something that everything may depend on. */
    EVERYTHING;

    /** Whether it concerns one prefix only. */
    public boolean small() {
        return this == PREFIX || this == ROUTES;
    }

    /** Whether what is monitored may follow from it, not only what is valid. */
    public boolean monitored() {
        return switch (this) {
            case PREFIX, PEERING, PEERING_GONE, PROVIDER, ASN, SUBSCRIPTION -> true;
            case ROUTES, SESSION, LOCATIONS, REPLACEMENT, EVERYTHING -> false;
        };
    }
}
