/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.monitored;

/** How a route's prefix lies to a monitored one. */
public enum Relation {
    EXACT,
    /** The route's prefix lies inside the monitored one. */
    MORE_SPECIFIC,
    /** The route's prefix holds the monitored one, and maybe others. */
    LESS_SPECIFIC
}
