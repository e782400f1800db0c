/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tables in partitions by time: made before they are needed, dropped when what is in them is old. A migration makes the table
 * and marks it by {@code partitioned_by_time}; a service says by a {@link org.openpeering.kit.partition.PartitionedTable} bean
 * how long rows are kept.
 */
@NullMarked
package org.openpeering.kit.partition;

import org.jspecify.annotations.NullMarked;
