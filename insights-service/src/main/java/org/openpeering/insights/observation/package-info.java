/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Runs the collector in the service: which routers may report, which prefixes to watch, and everything seen on its way to
 * Kafka. Observations have no database behind them: what was not sent is seen again when routers send their tables again,
 * and what ended while nobody looked is told by {@link org.openpeering.insights.observation.Inheritance}.
 */
@NullMarked
package org.openpeering.insights.observation;

import org.jspecify.annotations.NullMarked;
