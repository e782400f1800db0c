/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import java.util.Arrays;
import java.util.List;
import org.openpeering.contract.prefix.PrefixValidationState;

/** Who may be told what happens to a prefix: one condition, for whatever way it is told. */
public final class Entitled {
    /**
     * Of the row {@code c} of {@code customer_prefix}, with the parameter {@code learned}: it has a key, and shows that it
     * originates the prefix if that is an ASN's.
     */
    public static final String CONDITION =
            " c.claim is not null and (c.state = any(:learned) or not exists (select 1 from prefix_key k"
                    + " where k.key_hash = c.claim and k.registered_asn is not null)) ";

    public static final List<PrefixValidationState> LEARNED = Arrays.stream(PrefixValidationState.values())
            .filter(PrefixValidationState::learned)
            .toList();

    private Entitled() {}
}
