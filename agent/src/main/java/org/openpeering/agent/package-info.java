/* SPDX-License-Identifier: Apache-2.0 */
/** Measures the way from where it runs to what its service asks for, and tells it. */
@NullMarked
package org.openpeering.agent;

import org.jspecify.annotations.NullMarked;
