/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

/** What the client of RIS Live counts. */
public enum RisCount {
    MESSAGES_UPDATE,
    MESSAGES_PEER_DOWN,
    MESSAGES_ERROR,
    MESSAGES_SUBSCRIBED,
    MESSAGES_OTHER,
    MESSAGES_UNREADABLE,
    MESSAGES_NOT_JSON,
    /** Not taken, since what came before waited still. */
    MESSAGES_DROPPED_RING_FULL,
    MESSAGES_DROPPED_TOO_LARGE,
    /** Prefixes and attributes that could not be read, of messages that were taken. */
    PARTS_LEFT_OUT,
    CONNECTIONS_OPENED,
    CONNECTIONS_FAILED,
    CONNECTIONS_LOST,
    /** Ended here, since nothing was heard. */
    CONNECTIONS_SILENT;

    static RisCount of(RisMessage message) {
        return switch (message) {
            case UPDATE -> MESSAGES_UPDATE;
            case PEER_DOWN -> MESSAGES_PEER_DOWN;
            case ERROR -> MESSAGES_ERROR;
            case SUBSCRIBED -> MESSAGES_SUBSCRIBED;
            case OTHER -> MESSAGES_OTHER;
            case UNREADABLE -> MESSAGES_UNREADABLE;
            case NOT_JSON -> MESSAGES_NOT_JSON;
        };
    }
}
