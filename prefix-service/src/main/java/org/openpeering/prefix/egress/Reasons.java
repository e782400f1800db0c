/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.egress;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Failures in the words of who owns the receiver. What a library says of a failure may tell of our network, and is not passed on:
 * only what a certificate lacks.
 */
final class Reasons {
    private static final int LONGEST = 200;

    private Reasons() {}

    static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String reason = reason(cause);
            if (reason != null) {
                return reason;
            }
        }
        return "The connection failed.";
    }

    private static @Nullable String reason(Throwable cause) {
        return switch (cause) {
            case Unreachable known -> known.reason();
            case CertificateException wrong -> "The receiver's certificate is not believed: " + shown(wrong) + ".";
            case ConnectTimeoutException _ -> "The receiver does not take connections: there was no answer in time.";
            case NoRouteToHostException _ -> "There is no route to the receiver.";
            case ConnectException _ -> "The receiver refused the connection.";
            case HttpClosedException _ -> "The receiver closed the connection without an answer.";
            case SSLException wrong when wrong.getCause() == null -> "TLS failed: " + shown(wrong) + ".";
            case SocketException _ -> "The connection broke.";
            default -> null;
        };
    }

    private static String shown(Exception wrong) {
        String text = String.valueOf(wrong.getMessage()).replaceAll("[^ -~]", " ");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
