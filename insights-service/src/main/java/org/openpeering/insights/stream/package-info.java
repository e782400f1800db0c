/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Runs detection on Kafka Streams: {@code monitored-prefixes} and {@code route-changes} in, {@code prefix-routes} and
 * {@code routing-events} out, partitioned by monitored prefix.
 *
 * <p>{@link org.openpeering.insights.stream.DetectionTopology} is the whole of it; {@link
 * org.openpeering.insights.stream.DetectionProcessor} argues what is guaranteed. What cannot be read goes to {@code
 * <topic>.dlq}, never stops a partition.
 */
@NullMarked
package org.openpeering.insights.stream;

import org.jspecify.annotations.NullMarked;
