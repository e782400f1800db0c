/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The routes of many peers in little memory and in order: the tables of each BMP session, on primitive arrays.
 *
 * <p>{@link org.openpeering.insights.rib.Rib} is the way in. Prefixes lie in order in blocks of up to 128
 * ({@code PrefixBlocks}, {@code Block}); in each block a table ({@link org.openpeering.insights.rib.AdjRibIn}) has a
 * sorted array ({@code Cells}): of rows in the block and numbers of attributes, or of {@code Runs} of rows that are alike.
 * A set of attributes is stored once and counted ({@code AttributePool}, {@code CountedBytes}). Another view of a session
 * has cells only where it is other than the first.
 *
 * <p>Everything shrinks when tables go, work on whole tables goes in slices, and {@link
 * org.openpeering.insights.rib.RouteLimit} bounds what a session, a router and the process hold. Why so: ADR 16.
 *
 * <p>Nothing here is safe for two threads; the collector's locks are.
 */
@NullMarked
package org.openpeering.insights.rib;

import org.jspecify.annotations.NullMarked;
