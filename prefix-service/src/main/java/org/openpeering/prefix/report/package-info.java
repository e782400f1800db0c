/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is told and remembered of a validation: the report of all checks, the verdicts that hold, and those that held.
 */
@NullMarked
package org.openpeering.prefix.report;

import org.jspecify.annotations.NullMarked;
