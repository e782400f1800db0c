/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Which provider and site would be nearest or fastest for a peering service: what the catalogue, sessions and measurements say,
 * and what they do not say. Of others' prefixes only what holds of several of them together.
 */
@NullMarked
package org.openpeering.prefix.advice;

import org.jspecify.annotations.NullMarked;
