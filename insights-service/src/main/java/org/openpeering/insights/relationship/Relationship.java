/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.net.Asn;

/**
 * What a network is to another one, and what that rests on.
 *
 * @param kind what the first is to the second
 * @param since from which day on that is so by paths; null where it is not by paths
 * @param young see {@link Vote#young}
 * @param asCustomer what speaks for the first one's being a customer of the second, table by table
 * @param asProvider what speaks for the opposite
 */
public record Relationship(
        Asn asn,
        Asn other,
        Kind kind,
        Reason reason,
        @Nullable LocalDate since,
        boolean young,
        List<Vote> asCustomer,
        List<Vote> asProvider) {
    public Relationship {
        asCustomer = List.copyOf(asCustomer);
        asProvider = List.copyOf(asProvider);
    }

    /** What the first is. */
    public enum Kind implements WireEnum {
        CUSTOMER,
        PROVIDER,
        PEER,
        UNKNOWN
    }

    /** Why it is taken for that, or why nobody knows. */
    public enum Reason implements WireEnum {
        /** The customer has signed it (ASPA). */
        ATTESTED,
        /** Neither of them buys transit of anybody. */
        BOTH_TRANSIT_FREE,
        /** Enough paths show it, and next to none the opposite. */
        PATHS,
        /** Paths show it, but who would be the customer has signed a list of providers in which the other one is not. */
        DENIED,
        /** No path shows the two beside each other where it would tell anything. */
        NO_PATH,
        /** Less than three paths do. */
        TOO_FEW_PATHS,
        /** Some paths show the one, some the other. */
        BOTH_WAYS,
        /** One table shows the one, another one the other. */
        TABLES_DIFFER,
        /** Paths show it, but not for three runs in a row yet. */
        TOO_YOUNG
    }
}
