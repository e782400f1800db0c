/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Which addresses of a prefix its owner offers to be measured. The offer is the consent: nothing else in the prefix is
 * measured, and what is taken back is not measured any more.
 */
@NullMarked
package org.openpeering.prefix.probetarget;

import org.jspecify.annotations.NullMarked;
