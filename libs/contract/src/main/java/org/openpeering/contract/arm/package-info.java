/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Resource ids, wire spellings and api-versions of Azure Resource Manager, as contract sections B, G and H give them.
 */
@NullMarked
package org.openpeering.contract.arm;

import org.jspecify.annotations.NullMarked;
