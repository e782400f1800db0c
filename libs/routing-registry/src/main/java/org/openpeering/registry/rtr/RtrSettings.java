/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.time.Duration;

/**
 * How to talk to a cache.
 *
 * @param version the highest to offer
 * @param messageTimeout from the first to the last byte of one message
 * @param answerTimeout from a question to the end of the answer
 * @param firstPause after the first failure; doubled after each further one up to {@code longestPause}
 * @param mostRecords in an answer, and in all
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
        int mostRecords) {
    public RtrSettings {
        if (version < 0 || version > PduDecoder.NEWEST) {
            throw new IllegalArgumentException("RTR version " + version + " is not in 0-" + PduDecoder.NEWEST);
        }
    }

    public static RtrSettings of(String host, int port) {
        return new RtrSettings(
                host,
                port,
                PduDecoder.NEWEST,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                4_000_000);
    }
}
