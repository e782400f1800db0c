/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.openpeering.contract.insights.RoutingEvent;

/** Is told of events in the transaction that records them, so that what it does about them is done if and only if they are. */
public interface EventListener {
    /** @param events some of which may have been recorded before: what is new stands in the log since {@code now()} */
    Uni<Void> recorded(List<RoutingEvent> events);
}
