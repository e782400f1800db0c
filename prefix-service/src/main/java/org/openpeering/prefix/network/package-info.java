/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the network asks of prefixes and of their announcements.
 */
@NullMarked
package org.openpeering.prefix.network;

import org.jspecify.annotations.NullMarked;
