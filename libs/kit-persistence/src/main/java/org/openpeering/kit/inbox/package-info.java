/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Messages arrive once in effect: applied and remembered in one transaction, poison set aside, outages waited out.
 */
@NullMarked
package org.openpeering.kit.inbox;

import org.jspecify.annotations.NullMarked;
