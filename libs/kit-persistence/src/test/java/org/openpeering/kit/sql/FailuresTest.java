/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import java.io.CharConversionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void aLostConnectionIsTheMomentsFault() {
        assertThat(Failures.momentary(new SocketException("Connection reset"))).isTrue();
        assertThat(Failures.momentary(new IllegalStateException(new ConnectException("refused"))))
                .isTrue();
        assertThat(Failures.momentary(new ClosedChannelException())).isTrue();
        assertThat(Failures.momentary(new SQLException("deadlock detected", "40P01")))
                .isTrue();
    }

    /** What a write to a socket fails with whose other end was killed. */
    @Test
    void aResetConnectionIsTheMomentsAndUnreadableJsonIsNot() {
        assertThat(Failures.momentary(new IllegalStateException(new IOException("Connection reset by peer"))))
                .isTrue();
        assertThat(Failures.momentary(new IllegalStateException(new CharConversionException("bad UTF-8"))))
                .isFalse();
    }

    /** What Vert.x' pool fails with (SqlConnectionPool, 4.5): no exception at all. */
    @Test
    void aWaitForAConnectionThatTookTooLongIsTheMoments() {
        assertThat(Failures.momentary(new NoStackTraceThrowable("Timeout"))).isTrue();
    }

    @Test
    void aViolatedConstraintIsNotHoweverWrapped() {
        SQLException overlap =
                new SQLException("conflicting key value violates exclusion constraint \"alone\"", "23P01");
        Throwable wrapped = new VertxException(new IllegalStateException(overlap));

        assertThat(Failures.momentary(wrapped)).isFalse();
        assertThat(Failures.lasting(wrapped)).isTrue();
        assertThat(Failures.constraint(wrapped)).contains("alone");
    }

    @Test
    void aRowThatIsTooLongForItsIndexStaysSo() {
        SQLException tooLong = new SQLException("index row size 2712 exceeds btree version 4 maximum 2704", "54000");

        assertThat(Failures.momentary(tooLong)).isFalse();
        assertThat(Failures.lasting(tooLong)).isTrue();
    }

    @Test
    void aDatabaseThatStartsOrEndsIsAwayAndOneThatChoosesIsNot() {
        assertThat(Failures.away(new SQLException("the database system is starting up", "57P03")))
                .isTrue();
        assertThat(Failures.away(new SQLException("terminating connection", "57P01")))
                .isTrue();
        assertThat(Failures.away(new IllegalStateException(new ConnectException("refused"))))
                .isTrue();
        assertThat(Failures.away(new SQLException("canceling statement due to statement timeout", "57014")))
                .isFalse();
        assertThat(Failures.away(new SQLException("deadlock detected", "40P01")))
                .isFalse();
        assertThat(Failures.away(new IllegalStateException("no row"))).isFalse();
    }

    @Test
    void aMistakeOfOursIsNeither() {
        assertThat(Failures.momentary(new IllegalStateException("no row"))).isFalse();
        assertThat(Failures.lasting(new IllegalStateException("no row"))).isFalse();
    }
}
