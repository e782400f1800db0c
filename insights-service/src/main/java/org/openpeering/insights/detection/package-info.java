/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the routes of a monitored prefix mean. Everything here is a pure function of data and times handed in: no clock,
 * no I/O.
 *
 * <p>{@link org.openpeering.insights.detection.Detection} applies a route change or a declaration of the owner to a
 * {@link org.openpeering.insights.detection.PrefixState} and says what follows: events and the prefix's own routes. The
 * detectors hold no state of their own.
 *
 * <p>Invariants: what is open is always what the routes held and the declaration in force call for, in whatever order
 * the two came; applying the same input again changes nothing and says nothing; memory is bounded by {@link
 * org.openpeering.insights.detection.Limits}, and what is beyond is said in an event's evidence.
 */
@NullMarked
package org.openpeering.insights.detection;

import org.jspecify.annotations.NullMarked;
