/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Gaps: that the network itself did not see, or may not have seen, what happened. Pure: what is wrong now and a time in, what
 * is to be told out; {@code observation} looks and tells. See {@code docs/adr/0018-gaps-are-told-once-and-fanned-out-by-the-reader.md}.
 */
@NullMarked
package org.openpeering.insights.gap;

import org.jspecify.annotations.NullMarked;
