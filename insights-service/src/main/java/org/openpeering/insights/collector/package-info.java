/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Routes matched at the edge: what routers report over BMP goes into the RIB, and what concerns a monitored prefix goes
 * to a {@link org.openpeering.insights.collector.CollectorSink}. {@link org.openpeering.insights.collector.Collector}
 * is the way in and argues the order of what comes out.
 */
@NullMarked
package org.openpeering.insights.collector;

import org.jspecify.annotations.NullMarked;
