/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a recording held.
 *
 * @param records all that were whole, read or not
 * @param bytes what they take, unpacked
 * @param notRead how many there were of each kind that is not read
 * @param damaged how many did not hold together inside
 * @param damages the first of those
 * @param brokeOff where the recording ends before its end: what came after could not be read
 */
public record MrtSummary(
        long records,
        long bytes,
        Map<MrtKind, Long> notRead,
        long damaged,
        List<MrtDamage> damages,
        Optional<MrtDamage> brokeOff) {
    public MrtSummary {
        notRead = Map.copyOf(notRead);
        damages = List.copyOf(damages);
    }
}
