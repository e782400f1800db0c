/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is not measured.
 */
@NullMarked
package org.openpeering.kit.meter;

import org.jspecify.annotations.NullMarked;
