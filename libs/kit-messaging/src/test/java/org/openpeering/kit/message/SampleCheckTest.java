/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.sample.Sample;
import org.openpeering.contract.sample.Samples;
import org.openpeering.kit.json.Json;

class SampleCheckTest {
    /** As a native executable sees a type that nobody registered. */
    @JsonAutoDetect(
            fieldVisibility = JsonAutoDetect.Visibility.NONE,
            getterVisibility = JsonAutoDetect.Visibility.NONE,
            isGetterVisibility = JsonAutoDetect.Visibility.NONE,
            creatorVisibility = JsonAutoDetect.Visibility.NONE)
    private interface Unregistered {}

    @JsonIgnoreProperties({
        "addresses",
        "arrived",
        "asn",
        "asns",
        "evidence",
        "measured",
        "name",
        "number",
        "origins",
        "provider",
        "routes",
        "sent",
        "sessions",
        "since",
        "turns",
        "votes",
        "workspaceId"
    })
    private interface Forgetful {}

    static List<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void takesWhatItCanReadAndWrite(Sample sample) {
        assertThatCode(() -> SampleCheck.require(sample, Json.mapper())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesATypeThatHasNoMembersInOneLineThatNamesTheTopic(Sample sample) {
        ObjectMapper json = Json.mapper().addMixIn(sample.message().getClass(), Unregistered.class);
        assertThatThrownBy(() -> SampleCheck.require(sample, json))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "Messages of topic " + sample.topic().topicName() + " can't be written and read")
                .hasMessageContaining(sample.type().getName())
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesATypeThatLosesMembers(Sample sample) {
        ObjectMapper json = Json.mapper().addMixIn(sample.message().getClass(), Forgetful.class);
        assertThatThrownBy(() -> SampleCheck.require(sample, json)).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "partner, SESSION_STATES PEERINGS, PREFIX_ROUTES ROUTE_CHANGES",
        "prefix, PEERINGS ROUTING_EVENTS MONITORED_PREFIXES, ROUTE_CHANGES",
        "insights, EDGE_ROUTERS PEERINGS ROUTE_CHANGES SESSION_STATES, PEER_ASNS PROVIDERS",
    })
    void concernsWhatTheServiceReadsOrWrites(String service, String some, String others) {
        assertThat(SampleCheck.topics(service)).contains(topics(some)).doesNotContain(topics(others));
    }

    @ParameterizedTest
    @CsvSource({"kit", "partner-eu", "''"})
    void concernsAllTopicsOfAServiceByAnotherName(String service) {
        assertThat(SampleCheck.topics(service)).containsExactly(Topic.values());
    }

    private static Topic[] topics(String names) {
        return Arrays.stream(names.split(" ", -1)).map(Topic::valueOf).toArray(Topic[]::new);
    }
}
