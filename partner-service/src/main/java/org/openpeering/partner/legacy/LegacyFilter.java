/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;

/** Which legacy peerings are wanted (contract section A, row 4); null asks for any. */
record LegacyFilter(
        String metroKey,
        PeeringKind kind,
        @Nullable Asn asn,
        @Nullable DirectPeeringType type) {}
