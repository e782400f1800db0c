/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out of the log what a client brings about that hangs up. Its request is cancelled and its session closed with the
 * transaction open: Hibernate rolls back, gives the connection back and says so by an exception (HR000090); the step that
 * was under way finds the session closed and says so by another one. Nobody waits for either, so Mutiny reports both as
 * errors that it had to drop. Anybody could fill the log with them, and none tells of something to be mended. A session
 * that is closed too early by a mistake of ours fails its request, and is logged with that.
 */
@LoggingFilter(name = "hung-up")
public final class HungUpFilter implements Filter {
    private static final String DROPPED = "Mutiny had to drop the following exception";

    @Override
    public boolean isLoggable(LogRecord message) {
        return !(String.valueOf(message.getMessage()).startsWith(DROPPED) && hungUp(message.getThrown()));
    }

    private static boolean hungUp(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (text.startsWith("HR000090")
                    || text.equals("Session/EntityManager is closed")
                    || text.startsWith("No current Mutiny.Session found")) {
                return true;
            }
        }
        return false;
    }
}
