/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to a cache.
 *
 * @param version the highest to offer
 * @param messageTimeout from the first to the last byte of one message
 * @param answerTimeout from a question to the end of the answer
 * @param firstPause after the first failure; doubled after each further one up to {@code longestPause}
 * @param mostRecords in an answer, and in all
 * @param tls gives, for each connection anew, what it is secured by; null: plain TCP
 */
public record RtrSettings(
        String host,
        int port,
        int version,
        Duration connectTimeout,
        Duration messageTimeout,
        Duration answerTimeout,
        Duration firstPause,
        Duration longestPause,
        int mostRecords,
        @Nullable Supplier<SSLContext> tls) {
    public RtrSettings {
        if (version < 0 || version > PduDecoder.NEWEST) {
            throw new IllegalArgumentException("RTR version " + version + " is not in 0-" + PduDecoder.NEWEST);
        }
    }

    /** Over plain TCP. */
    public RtrSettings(
            String host,
            int port,
            int version,
            Duration connectTimeout,
            Duration messageTimeout,
            Duration answerTimeout,
            Duration firstPause,
            Duration longestPause,
            int mostRecords) {
        this(
                host,
                port,
                version,
                connectTimeout,
                messageTimeout,
                answerTimeout,
                firstPause,
                longestPause,
                mostRecords,
                null);
    }

    /** The same over TLS; the cache has to be who {@code host} says. */
    public RtrSettings over(Supplier<SSLContext> context) {
        return new RtrSettings(
                host,
                port,
                version,
                connectTimeout,
                messageTimeout,
                answerTimeout,
                firstPause,
                longestPause,
                mostRecords,
                context);
    }

    /** The same with other time-outs. */
    public RtrSettings within(RtrTimeouts timeouts) {
        return new RtrSettings(
                host,
                port,
                version,
                timeouts.connect(),
                timeouts.message(),
                timeouts.answer(),
                firstPause,
                longestPause,
                mostRecords,
                tls);
    }

    /** As it is configured, such as {@code tls://rpki.example:324}. */
    public String name() {
        return (tls == null ? "" : "tls://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    public static RtrSettings of(String host, int port) {
        return new RtrSettings(
                host,
                port,
                PduDecoder.NEWEST,
                RtrTimeouts.DEFAULT.connect(),
                RtrTimeouts.DEFAULT.message(),
                RtrTimeouts.DEFAULT.answer(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                4_000_000);
    }
}
