/* SPDX-License-Identifier: Apache-2.0 */
/** For the time of the move only: imperative code on virtual threads in reactive transactions. */
@NullMarked
package org.openpeering.kit.bridge;

import org.jspecify.annotations.NullMarked;
