/* SPDX-License-Identifier: Apache-2.0 */
/**
 * When a service may be given work.
 */
@NullMarked
package org.openpeering.kit.readiness;

import org.jspecify.annotations.NullMarked;
