/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What every answer of the gateway has: Azure Resource Manager's headers and the one error body (contract section G).
 */
@NullMarked
package org.openpeering.gateway.arm;

import org.jspecify.annotations.NullMarked;
