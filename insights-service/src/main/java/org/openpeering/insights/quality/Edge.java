/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import org.openpeering.contract.prefix.GeoPosition;

/**
 * A metro where the network has an edge.
 *
 * @param country ISO 3166-1 alpha-2
 */
public record Edge(String name, GeoPosition position, String country) {}
