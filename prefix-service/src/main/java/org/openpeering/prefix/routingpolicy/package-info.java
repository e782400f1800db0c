/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The owner's word on how a customer prefix is routed, beyond what follows from its registration: in versions, each with
 * who said it and when. {@link PolicyRules} says what can be said, {@link HiddenEvents} what it would silence; both are
 * pure. What is said takes effect by the record of the monitored prefix, which is computed after the commit like after
 * any other change of the prefix.
 */
@NullMarked
package org.openpeering.prefix.routingpolicy;

import org.jspecify.annotations.NullMarked;
