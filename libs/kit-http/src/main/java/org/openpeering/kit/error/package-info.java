/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a use case comes to, and how every outcome and failure is told: the one place that knows HTTP statuses.
 */
@NullMarked
package org.openpeering.kit.error;

import org.jspecify.annotations.NullMarked;
