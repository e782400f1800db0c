/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The metrics of peerings and peering services as Azure Monitor's API asks for them. {@link
 * org.openpeering.insights.metric.MetricQuery} is what was asked for, {@link
 * org.openpeering.insights.metric.MetricSource} whoever has measured something, and {@link
 * org.openpeering.insights.metric.MetricTable} makes the one of the other; all of it but the resource and the sources is pure.
 * What nobody measures has no points: absent is not zero.
 */
@NullMarked
package org.openpeering.insights.metric;

import org.jspecify.annotations.NullMarked;
