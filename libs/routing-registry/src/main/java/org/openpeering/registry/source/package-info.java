/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where data comes from: files and web resources that are looked at again and again, and the one source of RPKI data that
 * an operator names, {@link org.openpeering.registry.source.RpkiSource}.
 */
@NullMarked
package org.openpeering.registry.source;

import org.jspecify.annotations.NullMarked;
