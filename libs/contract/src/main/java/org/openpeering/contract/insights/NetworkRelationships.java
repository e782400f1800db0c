/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.time.Instant;
import org.openpeering.contract.event.Revisioned;

/**
 * What one router's tables say of who is whose customer: a part of it, of some of the customers. Parts of one run have one
 * revision.
 *
 * @param router whose tables were read
 * @param part from 0
 * @param revision milliseconds since 1970 of the run
 * @param read when they were read
 * @param runs how many there were
 * @param left how often something found no room
 * @param votes binary with a version in front, in base64
 */
public record NetworkRelationships(
        String router, int part, long revision, Instant read, int runs, long left, String votes) implements Revisioned {
    @Override
    public String key() {
        return key(router, part);
    }

    public static String key(String router, int part) {
        return router + "#" + part;
    }
}
