/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A catalogue to begin with: files that are loaded once into an empty installation and never again, so that they can't
 * overwrite what the operator has changed.
 */
@NullMarked
package org.openpeering.partner.firststart;

import org.jspecify.annotations.NullMarked;
