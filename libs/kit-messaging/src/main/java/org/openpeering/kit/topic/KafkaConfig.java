/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code openpeering.kafka.*}; where the broker is, and how to speak to it, are Quarkus' own {@code kafka.*}. */
@ConfigMapping(prefix = "openpeering.kafka")
public interface KafkaConfig {
    /** Whether topics that are missing are created. */
    @WithDefault("true")
    boolean createTopics();

    /** Partitions of topics that are created where there are none yet; others get as many as those have. */
    @WithDefault("24")
    int partitions();

    /** Replication factor of the topics that are created, those of Kafka Streams included. */
    @WithDefault("1")
    short replication();
}
