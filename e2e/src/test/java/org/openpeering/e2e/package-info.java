/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Promises that only the whole suite can break. {@link org.openpeering.e2e.StackUnderTest} is the suite as a test sees it,
 * {@link org.openpeering.e2e.SharedStack} starts it once for all classes, {@link org.openpeering.e2e.Report} collects the
 * figures.
 */
@NullMarked
package org.openpeering.e2e;

import org.jspecify.annotations.NullMarked;
