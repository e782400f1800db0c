/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How much may fail before a partner's traffic has no way (contract sections C.4 and D.1): computed from the connections
 * that work and the edge routers that were seen to hold their sessions, and explained. Pure, but for the service around it.
 */
@NullMarked
package org.openpeering.partner.redundancy;

import org.jspecify.annotations.NullMarked;
