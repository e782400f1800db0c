/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import java.time.Duration;

/**
 * What one analysis may take.
 *
 * @param unpacked bytes that the recording may have, unpacked
 * @param ratio how many bytes one may unpack to, beyond the first {@value #START} of them
 * @param routes of monitored prefixes held at a time
 * @param attributeBytes that the paths and communities of these routes take, about
 * @param peers different ones
 * @param events told; the others are counted
 * @param time for all of it
 */
record Bounds(long unpacked, int ratio, int routes, long attributeBytes, int peers, int events, Duration time) {
    /** A table's first records are its list of peers, and repeat much. */
    static final long START = 16 << 20;
}
