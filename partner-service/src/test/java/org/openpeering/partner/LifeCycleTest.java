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
import org.openpeering.partner.connection.Progress;
import org.openpeering.partner.peerasn.PeerAsnEvent;
import org.openpeering.partner.peerasn.PeerAsnLife;

/** Life cycles, and the diagrams drawn from them. {@code -Dstates.write=true} draws them anew. */
class LifeCycleTest {

    @Property
    void aConnectionIsActiveOnlyAfterApprovalAndAnObservedSession(@ForAll List<ConnectionEvent> events) {
        Progress progress = new Progress(ConnectionState.NONE, null, null, null);
        Set<ConnectionEvent> sinceSubmission = EnumSet.noneOf(ConnectionEvent.class);
        for (ConnectionEvent event : events) {
            if (progress.allows(event)) {
                progress = progress.after(event, null);
                boolean over = event == ConnectionEvent.RESUBMITTED || event == ConnectionEvent.SUBMITTED;
                if (over || progress.state() == ConnectionState.PROVISIONING_FAILED) {
                    sinceSubmission.clear();
                }
                sinceSubmission.add(event);
            }
        }
        if (progress.underlying() == ConnectionState.ACTIVE) {
            assertThat(sinceSubmission).contains(ConnectionEvent.SESSION_ESTABLISHED);
            if (!sinceSubmission.contains(ConnectionEvent.CONVERTED)) {
                assertThat(sinceSubmission)
                        .contains(ConnectionEvent.PROVISIONED)
                        .containsAnyOf(ConnectionEvent.APPROVED_DIRECT, ConnectionEvent.APPROVED_EXCHANGE);
            }
        }
    }

    @Property
    void aBlockerEndsWhereItBegan(@ForAll List<ConnectionEvent> events) {
        Progress progress = new Progress(ConnectionState.NONE, null, null, null);
        for (ConnectionEvent event : events) {
            if (progress.allows(event)) {
                progress = progress.after(event, null);
            }
            assertThat(progress.interrupted() != null).isEqualTo(progress.state() == ConnectionState.EXTERNAL_BLOCKER);
            if (progress.allows(ConnectionEvent.BLOCKED)) {
                assertThat(progress.after(ConnectionEvent.BLOCKED, "why")
                                .after(ConnectionEvent.RESUMED, null)
                                .state())
                        .isEqualTo(progress.state());
            }
        }
    }

    @Property
    void whatIsNotInTheTableIsAnAnswerAndNoException(@ForAll ConnectionState state, @ForAll ConnectionEvent event) {
        long listed = ConnectionLife.TABLE.rows().stream()
                .filter(row -> row.from() == state && row.event() == event)
                .count();
        assertThat(ConnectionLife.TABLE.allows(state, event)).isEqualTo(listed == 1);
        assertThat(ConnectionLife.TABLE.on(state, event) instanceof LifeCycle.Impossible)
                .isNotEqualTo(listed == 1);
    }

    @Property
    void nothingObservedAndNoRejectionEndsAnActiveConnection(@ForAll ConnectionEvent event) {
        boolean leaves = event == ConnectionEvent.SESSION_REPLACED || event == ConnectionEvent.TYPE_CHANGE_REQUESTED;
        assertThat(ConnectionLife.TABLE.allows(ConnectionState.ACTIVE, event)).isEqualTo(leaves);
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
        if (Boolean.getBoolean("states.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, wanted);
        }
        assertThat(file).content().isEqualTo(wanted);
    }
}
