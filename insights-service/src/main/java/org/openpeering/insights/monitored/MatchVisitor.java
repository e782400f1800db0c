/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.monitored;

/** Takes the monitored prefixes that one route matches; of those inside it one, for all. */
@FunctionalInterface
public interface MatchVisitor {
    void match(MonitoredPrefix monitored, Relation relation);
}
