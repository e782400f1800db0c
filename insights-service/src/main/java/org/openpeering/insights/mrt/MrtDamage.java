/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

/**
 * A record that does not hold together.
 *
 * @param offset of its first byte in the unpacked recording
 * @param record its number, from 1
 * @param reason for people
 */
public record MrtDamage(long offset, long record, String reason) {}
