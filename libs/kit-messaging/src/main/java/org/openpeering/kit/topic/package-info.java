/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Topics, and whole topics followed into memory.
 */
@NullMarked
package org.openpeering.kit.topic;

import org.jspecify.annotations.NullMarked;
