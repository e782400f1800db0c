/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The routes of many peers in little memory: the Adj-RIB-In of each BMP peer, on primitive arrays.
 *
 * <p>{@link org.openpeering.insights.rib.Rib} is the way in. A prefix is stored once ({@code PrefixTable}), a set of
 * attributes is stored once ({@code AttributePool}), and a peer's table ({@link org.openpeering.insights.rib.AdjRibIn})
 * is four bytes a route: the number of the attributes at the place of the number of the prefix. Both numbers are counted
 * references and are used again when the last route goes.
 *
 * <p>Nothing here is safe for two threads; the collector's locks are.
 */
@NullMarked
package org.openpeering.insights.rib;

import org.jspecify.annotations.NullMarked;
