/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What messages look like on the wire: CloudEvents headers, bodies.
 */
@NullMarked
package org.openpeering.kit.message;

import org.jspecify.annotations.NullMarked;
