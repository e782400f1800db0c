/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Incidents: many events of one cause, told as one. {@code Gathering} decides and is pure; {@code IncidentService} keeps what it
 * decides, in the transaction that records the events.
 */
@NullMarked
package org.openpeering.prefix.incident;

import org.jspecify.annotations.NullMarked;
