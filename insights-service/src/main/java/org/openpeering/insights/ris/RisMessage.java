/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

/** What a message of RIS Live turned out to be. */
public enum RisMessage {
    /** Routes of a peer that concern a watched prefix. */
    UPDATE,
    /** A peer's session with its route collector is down: its routes are gone. */
    PEER_DOWN,
    /** The server says that something is wrong. */
    ERROR,
    /** The server confirms a subscription. */
    SUBSCRIBED,
    /** An answer, another kind of message, or routes that concern nobody. */
    OTHER,
    /** Somebody's routes, but it cannot be told whose or which. */
    UNREADABLE,
    NOT_JSON
}
