/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** How far one grain has been merged from the finer one. */
@Entity
@Table(name = "statistics_progress")
public class ProgressEntity {
    @Id
    String grain = "";

    Instant until = Instant.EPOCH;
}
