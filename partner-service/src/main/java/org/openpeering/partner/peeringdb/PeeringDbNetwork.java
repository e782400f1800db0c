/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;

/**
 * What PeeringDB says of a network.
 *
 * @param irrAsSet such as {@code RIPE::AS-EXAMPLE}
 * @param infoPrefixes4 how many IPv4 prefixes it announces
 * @param infoType such as {@code NSP}
 * @param policyGeneral such as {@code Open}
 * @param status {@code ok}, {@code pending} or {@code deleted}; deleted also when it is in the dump no more
 * @param importedAt when it was last found in a dump
 */
@RegisterForReflection
public record PeeringDbNetwork(
        Asn asn,
        String name,
        @Nullable String irrAsSet,
        @Nullable Long infoPrefixes4,
        @Nullable String infoType,
        @Nullable String policyGeneral,
        String status,
        Instant importedAt) {}
