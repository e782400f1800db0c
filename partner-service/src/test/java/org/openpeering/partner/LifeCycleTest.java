/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.connection.ConnectionLife;
import org.openpeering.partner.peerasn.PeerAsnEvent;
import org.openpeering.partner.peerasn.PeerAsnLife;

/** Life cycles, and the diagrams drawn from them. {@code -Dopenpeering.states.write=true} draws them anew. */
class LifeCycleTest {

    @Property
    void aConnectionIsActiveOnlyAfterApprovalAndProvisioning(@ForAll List<ConnectionEvent> events) {
        ConnectionState state = ConnectionState.NONE;
        Set<ConnectionEvent> sinceSubmission = EnumSet.noneOf(ConnectionEvent.class);
        for (ConnectionEvent event : events) {
            if (ConnectionLife.TABLE.on(state, event)
                    instanceof LifeCycle.Next<ConnectionState, ConnectionEvent>(ConnectionState next)) {
                if (next == ConnectionState.PENDING_APPROVAL || next == ConnectionState.PROVISIONING_FAILED) {
                    sinceSubmission.clear();
                }
                sinceSubmission.add(event);
                state = next;
            }
        }
        if (state == ConnectionState.ACTIVE) {
            assertThat(sinceSubmission)
                    .contains(ConnectionEvent.PROVISIONED, ConnectionEvent.SESSION_ESTABLISHED)
                    .containsAnyOf(ConnectionEvent.APPROVED_DIRECT, ConnectionEvent.APPROVED_EXCHANGE);
        }
    }

    @Property
    void whatIsNotInTheTableIsAnAnswerAndNoException(@ForAll ConnectionState state, @ForAll ConnectionEvent event) {
        boolean listed =
                ConnectionLife.TABLE.rows().stream().anyMatch(row -> row.from() == state && row.event() == event);
        assertThat(ConnectionLife.TABLE.allows(state, event)).isEqualTo(listed);
        assertThat(ConnectionLife.TABLE.on(state, event) instanceof LifeCycle.Impossible)
                .isNotEqualTo(listed);
    }

    @Property
    void anActiveConnectionStaysActive(@ForAll ConnectionEvent event) {
        assertThat(ConnectionLife.TABLE.allows(ConnectionState.ACTIVE, event)).isFalse();
    }

    @Property
    void onlyPendingPeerAsnsAreDecided(@ForAll ValidationState state) {
        boolean pending = state == ValidationState.PENDING;
        assertThat(PeerAsnLife.TABLE.allows(state, PeerAsnEvent.APPROVED)).isEqualTo(pending);
        assertThat(PeerAsnLife.TABLE.allows(state, PeerAsnEvent.REJECTED)).isEqualTo(pending);
    }

    static List<Arguments> documents() {
        return List.of(
                Arguments.of("connection", "Connection: connectionState", ConnectionLife.TABLE),
                Arguments.of("peer-asn", "PeerAsn: validationState", PeerAsnLife.TABLE));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void theDiagramIsDrawnFromTheTable(String name, String title, LifeCycle<?, ?> table) throws IOException {
        Path file = Path.of("..", "docs", "states", name + ".md");
        String wanted =
                "# %s\n\nGenerated from the transition table by `LifeCycleTest`; do not edit.\n\n```mermaid\n%s```\n"
                        .formatted(title, table.diagram());
        if (Boolean.getBoolean("openpeering.states.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, wanted);
        }
        assertThat(file).content().isEqualTo(wanted);
    }
}
