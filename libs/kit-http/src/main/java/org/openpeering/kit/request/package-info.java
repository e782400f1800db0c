/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Azure Resource Manager's conventions at the edge of a service (contract section G): paths, api-versions, bodies, pages.
 */
@NullMarked
package org.openpeering.kit.request;

import org.jspecify.annotations.NullMarked;
