/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What insights is told to watch: one record for each registered prefix, always that of the latest commit.
 */
@NullMarked
package org.openpeering.prefix.monitored;

import org.jspecify.annotations.NullMarked;
