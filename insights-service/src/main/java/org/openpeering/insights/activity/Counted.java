/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity;

import java.util.Base64;
import java.util.List;
import org.openpeering.contract.insights.RouteActivity;

/**
 * What was counted, as rows have it.
 *
 * @param lengths announcements by the length of their AS path, from 0 on
 * @param paths bytes of a {@link PathSketch}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Counted(
        long revision,
        long updates,
        long announcements,
        long withdrawals,
        long pathChanges,
        long prepended,
        List<Long> lengths,
        byte[] paths) {
    /** @throws IllegalArgumentException when it has what nobody counts */
    public static Counted of(RouteActivity message) {
        Counted counted = new Counted(
                message.revision(),
                message.updates(),
                message.announcements(),
                message.withdrawals(),
                message.pathChanges(),
                message.prepended(),
                message.pathLengths(),
                Base64.getDecoder().decode(message.paths()));
        if (counted.lengths().size() > RouteActivity.LENGTHS) {
            throw new IllegalArgumentException("more lengths of paths than " + RouteActivity.LENGTHS);
        }
        new PathSketch().add(counted.paths());
        return counted;
    }
}
