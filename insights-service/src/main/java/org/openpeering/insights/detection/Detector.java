/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import org.openpeering.contract.insights.RoutingEvent;

/** Tells from one step which events open, change or end. A pure function. */
interface Detector {
    List<Finding> examine(Step step);

    /**
     * An event as it is from now on.
     *
     * @param tell false when only what is said along with the next revision changed: the time and the samples of
     *     further updates of a route that was told already
     */
    record Finding(RoutingEvent event, boolean tell) {}
}
