/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who calls: bearer tokens are verified by OIDC and remembered for a short while.
 */
@NullMarked
package org.openpeering.gateway.token;

import org.jspecify.annotations.NullMarked;
