/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The registries that verdicts rest on: loads them, keeps them current, holds back what would change too many verdicts at
 * once, and says what changed. Readiness does not depend on it.
 */
@NullMarked
package org.openpeering.prefix.registry;

import org.jspecify.annotations.NullMarked;
