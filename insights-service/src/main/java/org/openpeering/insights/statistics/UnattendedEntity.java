/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.CollectorGap;

/** A stretch of time in which no collector was there. */
@Entity
@Table(name = "unattended")
public class UnattendedEntity {
    @Id
    String id = "";

    Instant since = Instant.EPOCH;

    @Nullable
    Instant ended;

    long revision;

    static UnattendedEntity of(CollectorGap gap) {
        UnattendedEntity made = new UnattendedEntity();
        made.id = gap.id();
        made.since = gap.since();
        made.take(gap);
        return made;
    }

    /** What a later message says; an older one says nothing. */
    final void take(CollectorGap gap) {
        if (gap.revision() > revision) {
            ended = gap.ended();
            revision = gap.revision();
        }
    }
}
