/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How many requests a caller may make: one {@link org.openpeering.gateway.quota.Bucket} per subscription, caller and
 * {@link org.openpeering.gateway.quota.Kind}. Each gateway counts for itself.
 */
@NullMarked
package org.openpeering.gateway.quota;

import org.jspecify.annotations.NullMarked;
