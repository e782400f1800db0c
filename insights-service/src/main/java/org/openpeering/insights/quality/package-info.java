/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How good the way to a monitored prefix is: what was measured of it, how that was before, where it is, and what the rules
 * of sub-optimal routing say of that. Pure: data and times in, data out; what is kept is bounded.
 *
 * <p>A minute is judged once it is over, with all that was measured in it: in which order that came does not matter, nor does
 * what came twice.
 */
@NullMarked
package org.openpeering.insights.quality;

import org.jspecify.annotations.NullMarked;
