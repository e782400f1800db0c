/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What partner-service tells the others: partners' numbers, peerings, providers, edge routers.
 */
@NullMarked
package org.openpeering.contract.partner;

import org.jspecify.annotations.NullMarked;
