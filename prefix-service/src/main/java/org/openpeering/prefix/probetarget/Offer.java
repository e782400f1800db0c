/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.probetarget;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.prefix.customerprefix.CustomerPrefix;

/**
 * What may be measured of a prefix.
 *
 * @param version the newest; null: nobody has offered anything of this prefix
 */
record Offer(CustomerPrefix owner, @Nullable OfferVersion version) {
    /** The offer is there as long as the prefix is; before anybody has made one it is as old as that. */
    long revision() {
        return version == null ? owner.revision() : version.revision();
    }

    List<ProbeTarget> targets() {
        return version == null ? List.of() : Objects.requireNonNullElse(version.targets(), List.of());
    }

    boolean isNothing() {
        return version == null || version.targets() == null;
    }

    Offer with(@Nullable OfferVersion next) {
        return new Offer(owner, next);
    }
}
