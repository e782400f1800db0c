/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The database, without which the network is watched all the same: readiness says what is not to be had while it is away
 * (ADR 25).
 */
@NullMarked
package org.openpeering.insights.storage;

import org.jspecify.annotations.NullMarked;
