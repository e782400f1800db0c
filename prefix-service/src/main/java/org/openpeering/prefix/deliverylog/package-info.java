/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What owners see and do about deliveries of their webhooks: the log, the dead letters, sending again, and a test.
 */
@NullMarked
package org.openpeering.prefix.deliverylog;

import org.jspecify.annotations.NullMarked;
