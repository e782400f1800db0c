/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.document.Required;

/**
 * What an agent sends, for the API document: {@link SampleReader} reads it member by member, so that one sample that is wrong costs
 * itself only.
 *
 * @param version of the agent's program
 * @param dropped samples that it has given up since its buffer was made
 */
@RegisterForReflection
record SamplesSpec(
        @Nullable String version,
        @Nullable Long dropped,
        @Required List<Sample> samples) {
    /**
     * @param id made once: the same id is the same sample
     * @param assignment id of the test
     * @param clockStepped whether the agent's clock was set a moment before
     * @param site where the agent takes itself to be
     * @param target the address that was measured; absent where a name was not resolved
     * @param sent how many were asked, 1 to 100
     * @param rttMicros each round trip that was answered
     * @param failure why the last of what was not answered was not
     */
    @RegisterForReflection
    record Sample(
            @Required UUID id,
            @Required String assignment,
            @Required Instant measuredAt,
            @Nullable Boolean clockStepped,
            @Nullable String site,
            @Nullable IpAddress target,
            @Required Integer sent,
            @Nullable List<Long> rttMicros,
            @Nullable List<Hop> hops,
            @Nullable String failure) {}

    /** @param address absent where nobody answered */
    @RegisterForReflection
    record Hop(
            @Required Integer ttl,
            @Nullable IpAddress address,
            @Nullable Long rttMicros) {}
}
