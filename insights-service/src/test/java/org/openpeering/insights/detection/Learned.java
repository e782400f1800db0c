/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.openpeering.insights.relationship.Damping;
import org.openpeering.insights.relationship.Inference;
import org.openpeering.insights.relationship.Inference.Bounds;
import org.openpeering.insights.relationship.Inference.Source;
import org.openpeering.insights.relationship.Relationships;
import org.openpeering.insights.relationship.Relationships.Attested;
import org.openpeering.insights.relationship.Votes;

/** What tables teach. */
public final class Learned {
    private Learned() {}

    /**
     * By a table that has had these paths, on the way to three networks each.
     *
     * @param runs from three on it is settled
     */
    public static Relationships by(int runs, int[]... paths) {
        Votes votes = Votes.NONE;
        for (int run = 0; run < runs; run++) {
            Inference inference = new Inference(Networks.DEFAULT.transitFree(), new Bounds(1000, 1000));
            for (int[] path : paths) {
                for (int i = 0; i < 3; i++) {
                    int[] way = Arrays.copyOf(path, path.length + 1);
                    way[path.length] = 70 + i;
                    inference.take(way, Source.ANYBODY);
                }
            }
            votes = Damping.next(votes, inference, Story.START.plus(Duration.ofDays(run)));
        }
        return new Relationships(Networks.DEFAULT.transitFree(), List.of(votes), Attested.NOTHING);
    }
}
