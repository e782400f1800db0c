/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The connections of a peering: what a partner asks for, how far the work on it is. {@code ConnectionLife} is the only
 * way from one state to another.
 */
@NullMarked
package org.openpeering.partner.connection;

import org.jspecify.annotations.NullMarked;
