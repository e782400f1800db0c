/* SPDX-License-Identifier: Apache-2.0 */
/** Who has measured what Azure Monitor's metrics of peerings tell: each class is a source of some of them. */
@NullMarked
package org.openpeering.insights.metricsource;

import org.jspecify.annotations.NullMarked;
