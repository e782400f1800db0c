/* SPDX-License-Identifier: Apache-2.0 */
/** How texts for people are put together, the same in every service. */
@NullMarked
package org.openpeering.contract.text;

import org.jspecify.annotations.NullMarked;
