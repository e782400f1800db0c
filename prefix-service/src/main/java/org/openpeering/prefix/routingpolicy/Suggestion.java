/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;

/**
 * What the owner may want to say, since it is seen.
 *
 * @param id the same for the same suggestion, whenever it is asked for
 * @param asn the upstream or the sibling; null: it is about lengths
 * @param maxLength of parts of the prefix; null: it is about an AS number
 */
@RegisterForReflection
record Suggestion(
        String id, Kind kind, @Nullable Asn asn, @Nullable Integer maxLength, Basis restsOn) {
    /** Which part of the policy it adds to. */
    enum Kind implements WireEnum {
        UPSTREAM,
        SIBLING,
        MORE_SPECIFICS
    }

    /**
     * What it rests on.
     *
     * @param sessions on how many it is seen
     * @param firstHops of how many neighbours those are
     * @param since when it was first seen
     * @param samplePath one of the ways; null: none was kept
     * @param reasons sentences for people
     */
    @RegisterForReflection
    record Basis(
            int sessions,
            int firstHops,
            Instant since,
            @Nullable AsPath samplePath,
            List<String> reasons) {
        Basis {
            reasons = List.copyOf(reasons);
        }
    }

    static Suggestion of(Kind kind, Asn asn, Basis basis) {
        return new Suggestion(kind.wire() + "-" + asn, kind, asn, null, basis);
    }

    static Suggestion of(int maxLength, Basis basis) {
        return new Suggestion(
                Kind.MORE_SPECIFICS.wire() + "-" + maxLength, Kind.MORE_SPECIFICS, null, maxLength, basis);
    }
}
