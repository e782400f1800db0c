/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.start.Settings;
import org.openpeering.kit.start.StartRefused;

/**
 * How many partitions topics have: set once, by whoever creates the first of them. A key's partition follows from the
 * number, so that topics that are read together have to have the same, for ever.
 */
final class Partitions {
    private Partitions() {}

    /** Of topics to be created; refuses the start where those that exist differ. */
    static int of(Map<Topic, Integer> existing, int configured) {
        TreeSet<Integer> numbers = new TreeSet<>(existing.values());
        if (numbers.size() > 1) {
            String found = existing.entrySet().stream()
                    .map(entry -> entry.getKey().topicName() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
            throw new StartRefused(Settings.inForce()
                    .get("openpeering.kafka.partitions")
                    .violates(
                            "topics have different numbers of partitions, and what is read together is torn apart: "
                                    + found,
                            "Make those that differ anew with the number of the others, while no service runs"));
        }
        return numbers.isEmpty() ? configured : numbers.first();
    }
}
