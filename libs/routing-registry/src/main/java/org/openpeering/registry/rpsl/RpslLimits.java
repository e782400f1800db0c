/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

/**
 * What a dump may hold at most. Lines and objects may be of any length: nothing of that length is held.
 *
 * @param bytes of the dump, unpacked; beyond that it is refused
 * @param objects of interest; beyond that the dump is refused
 * @param defects that are kept for the report; more are only counted
 */
public record RpslLimits(long bytes, int objects, int defects) {
    /** Several times the largest registry of today. */
    public static final RpslLimits DEFAULT = new RpslLimits(16L << 30, 8_000_000, 100);
}
