/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who calls, for which subscription, and what that allows. Deny by default.
 */
@NullMarked
package org.openpeering.kit.tenancy;

import org.jspecify.annotations.NullMarked;
