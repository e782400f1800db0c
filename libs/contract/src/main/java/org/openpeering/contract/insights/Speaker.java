/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

/**
 * Who says something of a session: the later epoch is right, whatever comes later.
 *
 * @param collector which life of which collector
 * @param epoch of the connection on which the router told it; grows with each one, whoever takes it
 */
public record Speaker(String collector, long epoch) {
    /** Of messages that are older than this. */
    public static final Speaker UNKNOWN = new Speaker("", 0);
}
