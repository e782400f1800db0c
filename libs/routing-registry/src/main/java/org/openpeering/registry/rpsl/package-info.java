/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Dumps of routing registries (RFC 2622, RFC 4012): read as a stream, kept as a compact table of who says that which AS
 * originates which prefix.
 */
@NullMarked
package org.openpeering.registry.rpsl;

import org.jspecify.annotations.NullMarked;
