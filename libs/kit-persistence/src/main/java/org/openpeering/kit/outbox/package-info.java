/* SPDX-License-Identifier: Apache-2.0 */
/**
 * State changes leave through a table: written in the transaction of the change, sent by one relay. Nothing else sends.
 */
@NullMarked
package org.openpeering.kit.outbox;

import org.jspecify.annotations.NullMarked;
