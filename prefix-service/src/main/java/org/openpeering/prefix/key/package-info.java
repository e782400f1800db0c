/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Prefix keys: unguessable, looked up by their hash, never printed.
 */
@NullMarked
package org.openpeering.prefix.key;

import org.jspecify.annotations.NullMarked;
