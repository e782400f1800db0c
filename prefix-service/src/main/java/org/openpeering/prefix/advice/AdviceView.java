/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.advice;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.WireEnum;

/** What is advised. */
@RegisterForReflection
record AdviceView(Properties properties, String name, String id, String type) {
    private static final String NAME = "advice";

    /**
     * What is advised.
     *
     * @param peeringServiceLocation where the customer is; null: not chosen yet
     * @param known whether the catalogue says where that is
     * @param considered how many pairs of provider and site there are; the best of them are shown
     * @param value the best first
     */
    @RegisterForReflection
    record Properties(@Nullable String peeringServiceLocation, boolean known, int considered, List<Option> value) {}

    /**
     * A provider and a site.
     *
     * @param rank from 1
     * @param current whether the service has them now
     * @param available whether the site is within 1609 km of the customer and the provider has a session that is up there; null:
     *     one of both is not known
     * @param expectedMs there and back, in milliseconds; null: nothing says how long it takes
     * @param basis what that rests on
     * @param evidence one of each kind; what is not known says so
     */
    @RegisterForReflection
    record Option(
            int rank,
            String peeringServiceProvider,
            String peeringLocation,
            boolean current,
            @Nullable Boolean available,
            @Nullable Double expectedMs,
            Basis basis,
            List<Evidence> evidence) {}

    /**
     * One reason.
     *
     * @param known whether there is anything to go by
     * @param value of its unit: kilometres, milliseconds, sessions; null: not known
     * @param what a sentence
     */
    @RegisterForReflection
    record Evidence(Kind kind, boolean known, @Nullable Double value, String what) {}

    /** What an expected time rests on, the surest first. */
    enum Basis implements WireEnum {
        OWN_MEASUREMENTS,
        OTHERS_MEASUREMENTS,
        DISTANCE,
        NOTHING
    }

    /** What there may be to go by. */
    enum Kind implements WireEnum {
        OWN_MEASUREMENTS,
        OTHERS_MEASUREMENTS,
        DISTANCE,
        SESSIONS
    }

    static AdviceView of(ResourceId service, Properties properties) {
        return new AdviceView(
                properties, NAME, service + "/" + NAME, ResourceType.PEERING_SERVICES.qualified() + "/" + NAME);
    }
}
