/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A row of the list; it is no resource (contract section B.1, PeeringReceivedRoute). */
@RegisterForReflection
public record ReceivedRouteView(
        String prefix,
        String nextHop,
        String asPath,
        String originAsValidationState,
        String rpkiValidationState,
        String trustAnchor,
        String receivedTimestamp) {}
