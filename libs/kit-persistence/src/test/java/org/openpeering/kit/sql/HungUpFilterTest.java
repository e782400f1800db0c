/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class HungUpFilterTest {
    private static final String DROPPED = "Mutiny had to drop the following exception";

    private final HungUpFilter filter = new HungUpFilter();

    @Test
    void keepsOutWhatFollowsFromAClosedSessionThatNobodyWaitsFor() {
        assertThat(shown(DROPPED, new IllegalStateException("No current Mutiny.Session found\n\t- none")))
                .isFalse();
        assertThat(shown(DROPPED, new IllegalStateException("HR000090: Live transaction detected")))
                .isFalse();
        assertThat(shown(
                        DROPPED,
                        new IllegalStateException(new IllegalStateException("Session/EntityManager is closed"))))
                .isFalse();
    }

    @Test
    void showsWhatElseWasDropped() {
        assertThat(shown(DROPPED, new IllegalStateException("no row"))).isTrue();
        assertThat(shown(DROPPED, null)).isTrue();
    }

    @Test
    void showsAClosedSessionThatFailedARequest() {
        assertThat(shown("request 7 failed", new IllegalStateException("Session/EntityManager is closed")))
                .isTrue();
    }

    private boolean shown(String message, Throwable failure) {
        LogRecord logged = new LogRecord(Level.SEVERE, message);
        logged.setThrown(failure);
        return filter.isLoggable(logged);
    }
}
