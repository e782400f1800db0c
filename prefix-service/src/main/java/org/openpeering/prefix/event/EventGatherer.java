/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.openpeering.contract.insights.RoutingEvent;

/** Makes incidents of events, in the transaction that records them, under the log's lock. */
public interface EventGatherer {
    /**
     * An incident as one subscription is told of it.
     *
     * @param subscription in lower case
     */
    record Told(String subscription, RoutingEvent event) {}

    /** What has become of incidents by these events, some of which may have been recorded before. */
    Uni<List<Told>> gather(List<RoutingEvent> events);

    /** What has become of them by time alone. */
    Uni<List<Told>> settle();
}
