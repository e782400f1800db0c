/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What carries a peering's connections from the request to Active: the operator's decisions, work and addresses, and the
 * sessions that are observed. It asks nothing of those who submit; the locks' order is that of {@code peering}.
 */
@NullMarked
package org.openpeering.partner.provisioning;

import org.jspecify.annotations.NullMarked;
