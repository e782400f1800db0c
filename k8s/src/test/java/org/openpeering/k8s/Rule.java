/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What has to hold for everything that is applied to a cluster.
 *
 * @param name a sentence
 * @param violations what breaks it, for people
 */
record Rule(String name, Function<Rendering, Stream<String>> violations) {
    static List<Rule> all() {
        return Stream.of(
                        PodRules.ALL,
                        RolloutRules.ALL,
                        ReferenceRules.ALL,
                        NetworkRules.ALL,
                        KafkaRules.ALL,
                        SettingRules.ALL)
                .flatMap(List::stream)
                .toList();
    }

    List<String> check(Rendering rendering) {
        return violations.apply(rendering).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
