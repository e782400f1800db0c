/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

/**
 * What one monitored prefix may take of memory.
 *
 * @param moreSpecificRoutes more-specific routes held; {@link Holding} says who makes room when there are more
 * @param openOffences events of origins that are not legal open at a time
 * @param exactRoutes routes held for exactly the monitored prefix
 */
public record Limits(int moreSpecificRoutes, int openOffences, int exactRoutes) {
    public static final Limits DEFAULT = new Limits(1_000, 1_000, 500);

    public Limits {
        if (moreSpecificRoutes < 1 || openOffences < 1 || exactRoutes < 1) {
            throw new IllegalArgumentException(
                    "limits are positive numbers: " + moreSpecificRoutes + ", " + openOffences + ", " + exactRoutes);
        }
    }
}
