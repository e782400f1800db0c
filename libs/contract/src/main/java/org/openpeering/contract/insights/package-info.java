/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What insights-service tells the others: sessions, routes and events as observed.
 */
@NullMarked
package org.openpeering.contract.insights;

import org.jspecify.annotations.NullMarked;
