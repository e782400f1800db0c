/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Which network is a customer of which, as far as the own tables tell: {@link
 * org.openpeering.insights.relationship.Inference} counts what paths say, {@link
 * org.openpeering.insights.relationship.Votes} remember it from one run to the next and change what is in force only when
 * runs in a row agree, and {@link org.openpeering.insights.relationship.Relationships} puts together what several tables
 * say. Pure: data and a day in, data out. What is not known is said to be unknown, with the reason.
 */
@NullMarked
package org.openpeering.insights.relationship;

import org.jspecify.annotations.NullMarked;
