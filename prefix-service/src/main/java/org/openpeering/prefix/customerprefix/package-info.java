/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Customer prefixes under a peering service, activated by a key. Claims (prefixes with a key) of different services never overlap.
 */
@NullMarked
package org.openpeering.prefix.customerprefix;

import org.jspecify.annotations.NullMarked;
