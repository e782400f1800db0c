/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Topics and the envelope of every message on them.
 */
@NullMarked
package org.openpeering.contract.event;

import org.jspecify.annotations.NullMarked;
