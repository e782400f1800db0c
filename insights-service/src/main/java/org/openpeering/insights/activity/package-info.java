/* SPDX-License-Identifier: Apache-2.0 */
/** What is counted of sessions and of monitored prefixes as changes pass: numbers that add up. Pure. */
@NullMarked
package org.openpeering.insights.activity;

import org.jspecify.annotations.NullMarked;
