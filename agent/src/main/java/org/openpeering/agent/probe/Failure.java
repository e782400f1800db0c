/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Short codes for why something was not answered. */
public final class Failure {
    public static final String TIMEOUT = "Timeout";
    public static final String REFUSED = "Refused";
    public static final String UNREACHABLE = "Unreachable";
    public static final String TLS_FAILED = "TlsFailed";
    public static final String CLOSED = "Closed";
    public static final String NAME_NOT_RESOLVED = "NameNotResolved";
    /** The address is none that may be measured. */
    public static final String FORBIDDEN = "TargetForbidden";
    /** This machine has no program that could, or does not let it. */
    public static final String NOT_ABLE = "ProbeNotAvailable";

    private Failure() {}

    static String of(IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return switch (failure) {
            case SocketTimeoutException _ -> TIMEOUT;
            case NoRouteToHostException _ -> UNREACHABLE;
            case PortUnreachableException _ -> UNREACHABLE;
            case SSLException _ -> TLS_FAILED;
            case ConnectException _ ->
                text.contains("refused") ? REFUSED : text.contains("timed out") ? TIMEOUT : UNREACHABLE;
            default -> text.contains("unreachable") || text.contains("invalid argument") ? UNREACHABLE : CLOSED;
        };
    }
}
