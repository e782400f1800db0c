/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The one error body and the closed list of its codes.
 */
@NullMarked
package org.openpeering.contract.error;

import org.jspecify.annotations.NullMarked;
