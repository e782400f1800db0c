/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.SessionState;
import org.openpeering.contract.prefix.LearnedType;

/** Azure's spellings, verbatim from contract section B.2. */
class WireEnumTest {
    @Test
    void spellsConnectionStates() {
        assertThat(Arrays.stream(ConnectionState.values()).map(WireEnum::wire))
                .containsExactly(
                        "None",
                        "PendingApproval",
                        "Approved",
                        "ProvisioningStarted",
                        "ProvisioningFailed",
                        "ProvisioningCompleted",
                        "Validating",
                        "Active",
                        "TypeChangeRequested",
                        "TypeChangeInProgress",
                        "ExternalBlocker");
    }

    @Test
    void spellsPeeringTypes() {
        assertThat(Arrays.stream(DirectPeeringType.values()).map(WireEnum::wire))
                .containsExactly(
                        "Edge",
                        "Transit",
                        "Cdn",
                        "Internal",
                        "Ix",
                        "IxRs",
                        "Voice",
                        "EdgeZoneForOperators",
                        "PeerProp");
    }

    @Test
    void spellsTheRest() {
        assertThat(SessionState.OPEN_CONFIRM.wire()).isEqualTo("OpenConfirm");
        assertThat(LearnedType.VIA_SERVICE_PROVIDER.wire()).isEqualTo("ViaServiceProvider");
        assertThat(EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT.wire()).isEqualTo("PrefixOriginAsChangeEvent");
    }
}
