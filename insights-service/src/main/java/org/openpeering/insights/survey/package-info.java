/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads the own tables once a day for who is whose customer ({@link org.openpeering.insights.survey.Survey}), and shows the
 * operator what is known and what it rests on.
 */
@NullMarked
package org.openpeering.insights.survey;

import org.jspecify.annotations.NullMarked;
