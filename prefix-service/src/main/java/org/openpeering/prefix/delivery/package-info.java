/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Brings events to webhooks, at least once each. What is to be sent is written in the transaction that records the event ({@link
 * org.openpeering.prefix.delivery.DeliveryQueue}); a worker on each replica leases some of it, sends without a transaction, and writes
 * down what came of it. Who decides is pure: {@link org.openpeering.prefix.delivery.RetryPolicy} when next, {@link
 * org.openpeering.prefix.delivery.Shares} whose turn it is, {@link org.openpeering.prefix.delivery.Receiver} how a webhook fares.
 *
 * <p>Of an event a revision is sent when the one before is done with: delivered, dead, or superseded because it failed and the newer
 * one says more. A receiver that fails is left alone for longer and longer and then tried with one message; one that is slow has
 * few on their way. So neither takes places from others.
 */
@NullMarked
package org.openpeering.prefix.delivery;

import org.jspecify.annotations.NullMarked;
