/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Connection monitor tests of customers (contract section C.10): what is to be measured, its latest result, and whether it is
 * worse than its owner wants. They stand under peering services, which are prefix-service's: a test goes with its service.
 * Agents learn of them by {@link org.openpeering.insights.connectionmonitor.MonitorTestSource}; results come by
 * {@code latency-samples}.
 */
@NullMarked
package org.openpeering.insights.connectionmonitor;

import org.jspecify.annotations.NullMarked;
