/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The service's copies of objects that other services own.
 */
@NullMarked
package org.openpeering.kit.replica;

import org.jspecify.annotations.NullMarked;
