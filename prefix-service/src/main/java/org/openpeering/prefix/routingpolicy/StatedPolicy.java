/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.prefix.customerprefix.CustomerPrefix;
import org.openpeering.prefix.monitored.Implied;

/**
 * The policy of a prefix.
 *
 * @param version the newest; null: nobody has said anything of this prefix
 * @param registered what follows from the registration
 * @param warnings of who has just said it
 */
record StatedPolicy(
        CustomerPrefix owner, @Nullable PolicyVersion version, Implied registered, List<PolicyWarning> warnings) {
    /** The policy is there as long as the prefix is; before anybody has said anything it is as old as that. */
    long revision() {
        return version == null ? owner.revision() : version.revision();
    }

    /** Whether nothing holds but what follows from the registration. */
    boolean isDefault() {
        return version == null || version.policy() == null;
    }

    /** As it was said. */
    RoutingPolicy said() {
        return version == null ? RoutingPolicy.NONE : Objects.requireNonNullElse(version.policy(), RoutingPolicy.NONE);
    }

    StatedPolicy with(PolicyVersion next) {
        return new StatedPolicy(owner, next, registered, warnings);
    }

    StatedPolicy following(Implied from) {
        return new StatedPolicy(owner, version, from, warnings);
    }

    StatedPolicy warned(List<PolicyWarning> of) {
        return new StatedPolicy(owner, version, registered, of);
    }
}
