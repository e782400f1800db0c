/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The metrics of peerings and peering services by the names of Azure Monitor (contract section D.3): what there is, not what
 * was measured.
 */
@NullMarked
package org.openpeering.contract.metric;

import org.jspecify.annotations.NullMarked;
