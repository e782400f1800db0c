/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code peerings/registeredAsns}: the AS numbers of customers behind a route server. The key of one is good for every
 * prefix that the number originates. An AS number is registered once, anywhere.
 */
@NullMarked
package org.openpeering.prefix.registeredasn;

import org.jspecify.annotations.NullMarked;
