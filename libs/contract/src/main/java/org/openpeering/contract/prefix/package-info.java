/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What prefix-service tells the others: which prefixes to watch and what is legal for them.
 */
@NullMarked
package org.openpeering.contract.prefix;

import org.jspecify.annotations.NullMarked;
