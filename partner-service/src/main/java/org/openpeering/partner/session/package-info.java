/* SPDX-License-Identifier: Apache-2.0 */
/**
 * BGP sessions: what a partner configures, the addresses that follow from a subnet, and what is observed. Pure, except
 * for {@code ObservedSessions} and its repository, which look into the copies of the insights service's session states.
 */
@NullMarked
package org.openpeering.partner.session;

import org.jspecify.annotations.NullMarked;
