/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ApplicationConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.sample.Sample;
import org.openpeering.contract.sample.Samples;

/**
 * Refuses to start a service that can't write and read the messages of its topics. In a native executable a type that was
 * not registered for reflection has no members: without this every message of a topic would become a dead letter, or an
 * empty one would be sent, and nothing else would show it. {@code SampleCheckTest} holds it to this.
 */
@ApplicationScoped
public class SampleCheck {
    /** Before channels subscribe, workers send and followers read. */
    static final int FIRST = 1;

    private final ObjectMapper json;
    private final ApplicationConfig application;

    SampleCheck(ObjectMapper json, ApplicationConfig application) {
        this.json = json;
        this.application = application;
    }

    void check(@Observes @Priority(FIRST) StartupEvent event) {
        Set<Topic> topics = topics(application.name().orElse(""));
        Samples.all().stream()
                .filter(sample -> topics.contains(sample.topic()))
                .forEach(sample -> require(sample, json));
    }

    /** A service by another name, such as one of a second installation on the same broker, has to know them all. */
    static Set<Topic> topics(String service) {
        return Arrays.stream(Topic.Service.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(service))
                .findAny()
                .map(Topic::of)
                .orElse(EnumSet.allOf(Topic.class));
    }

    static void require(Sample sample, ObjectMapper json) {
        String trouble;
        try {
            byte[] written = json.writerFor(sample.type()).writeValueAsBytes(sample.message());
            trouble = sample.message().equals(json.readValue(written, sample.type())) ? "" : "members get lost";
        } catch (IOException | RuntimeException e) {
            trouble = String.valueOf(e.getMessage());
        }
        if (!trouble.isEmpty()) {
            throw new ConfigurationException(
                    "Messages of topic %s can't be written and read, so nothing is started: %s (%s)"
                            .formatted(
                                    sample.topic().topicName(),
                                    trouble.lines().findFirst().orElse(""),
                                    sample.type().getName()));
        }
    }
}
