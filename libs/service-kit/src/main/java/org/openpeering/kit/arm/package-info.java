/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Azure Resource Manager's conventions at the edge of a service (contract section G): paths, api-versions, errors, headers, paging.
 */
@NullMarked
package org.openpeering.kit.arm;

import org.jspecify.annotations.NullMarked;
