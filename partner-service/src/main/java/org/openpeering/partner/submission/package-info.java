/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What partners want of peerings and of their connections (contract section A, rows 20 to 25, and C.4): the endpoints, and
 * the use cases that check, store and ask the operator.
 */
@NullMarked
package org.openpeering.partner.submission;

import org.jspecify.annotations.NullMarked;
