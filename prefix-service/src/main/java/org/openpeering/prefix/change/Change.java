/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

/**
 * A change that has not been followed up yet.
 *
 * @param seq its place in the queue
 * @param passed the last resource key that was followed up; empty: none yet
 */
public record Change(long seq, ChangeKind kind, String subject, String detail, int priority, String passed) {}
