/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Settings and small types that every feature of the service uses.
 */
@NullMarked
package org.openpeering.partner;

import org.jspecify.annotations.NullMarked;
