/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code operations}: what can be done, in the words of role definitions.
 */
@NullMarked
package org.openpeering.partner.operation;

import org.jspecify.annotations.NullMarked;
