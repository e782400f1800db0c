/* SPDX-License-Identifier: Apache-2.0 */
/** Where names of callers lead, asked without a thread that waits: {@link org.openpeering.kit.dns.Resolver}. */
@NullMarked
package org.openpeering.kit.dns;

import org.jspecify.annotations.NullMarked;
