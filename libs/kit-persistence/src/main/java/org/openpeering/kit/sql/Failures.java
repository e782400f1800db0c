/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a failed statement says. Hibernate Reactive keeps of PostgreSQL's error its message and SQL state only, in a {@link
 * SQLException} somewhere among the causes. A failure ends the transaction; a retry is a new one.
 */
public final class Failures {
    private static final String DATA_CLASS = "22";
    private static final String INTEGRITY_CLASS = "23";
    private static final String SYNTAX_OR_ACCESS_CLASS = "42";
    private static final String UNDEFINED_TABLE = "42P01";
    /** Of the role or its password; and of the database, which is not there. */
    private static final String AUTHORIZATION_CLASS = "28";

    private static final String DATABASE_CLASS = "3D";
    /** A limit of the program's, such as of an index's rows, and not of its resources, which are class 53. */
    private static final String LIMIT_CLASS = "54";
    /** 57P01 to 57P05, of the operator's interventions. */
    private static final String SHUTDOWN = "57P";

    private static final String CONNECTION_CLASS = "08";
    /** PostgreSQL speaks English to us: {@link DatabaseAtStart}. */
    private static final Pattern CONSTRAINT = Pattern.compile("constraint \"([^\"]+)\"");

    private Failures() {}

    /** The name of the violated constraint, which says what is wrong in the domain's terms. */
    public static Optional<String> constraint(Throwable failure) {
        return answer(failure)
                .filter(answer -> answer.is(INTEGRITY_CLASS))
                .map(Answer::message)
                .map(CONSTRAINT::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    public static boolean violates(Throwable failure, String constraint) {
        return constraint(failure).filter(constraint::equals).isPresent();
    }

    /** True when the same statement would fail again: its data or the schema is at fault, not the moment. */
    public static boolean lasting(Throwable failure) {
        return answer(failure).filter(Answer::lasting).isPresent();
    }

    /** True when the server lets nobody in who comes like this. */
    static boolean unwelcome(Throwable failure) {
        return answer(failure)
                .filter(answer -> answer.is(AUTHORIZATION_CLASS) || answer.is(DATABASE_CLASS))
                .isPresent();
    }

    /** True when a table is not there. */
    static boolean undefined(Throwable failure) {
        return answer(failure).filter(answer -> answer.is(UNDEFINED_TABLE)).isPresent();
    }

    /**
     * True when the database was away, or chose this transaction to end a deadlock. A violated constraint, however wrapped,
     * is never that.
     */
    public static boolean momentary(Throwable failure) {
        return answer(failure).map(answer -> !answer.lasting()).orElseGet(() -> disconnected(failure));
    }

    /** True when the database could not be reached, was ending or was starting. */
    public static boolean away(Throwable failure) {
        return answer(failure)
                .map(answer -> answer.is(SHUTDOWN) || answer.is(CONNECTION_CLASS))
                .orElseGet(() -> disconnected(failure));
    }

    /**
     * The pool has no class for a wait for a connection that took too long, and the JDK none for a write to a connection
     * that was reset; what has one, such as JSON that can't be read, is something else.
     */
    private static boolean disconnected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException
                    || cause instanceof ClosedChannelException
                    || cause.getClass() == IOException.class
                    || cause instanceof VertxException
                    || cause instanceof TimeoutException
                    || cause instanceof NoStackTraceThrowable) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Answer> answer(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(new Answer(found.getSQLState(), found.getMessage()));
            }
            if (cause instanceof DatabaseException found) {
                return Optional.of(new Answer(found.getSqlState(), found.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** What the server said. */
    private record Answer(@Nullable String state, @Nullable String message) {
        boolean is(String sqlStateClass) {
            return state != null && state.startsWith(sqlStateClass);
        }

        boolean lasting() {
            return is(DATA_CLASS) || is(INTEGRITY_CLASS) || is(SYNTAX_OR_ACCESS_CLASS) || is(LIMIT_CLASS);
        }
    }
}
