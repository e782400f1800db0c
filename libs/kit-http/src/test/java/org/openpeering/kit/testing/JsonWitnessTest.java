/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.sample.Samples;

class JsonWitnessTest {
    record Forgotten(String name) {}

    @RegisterForReflection
    record Known(String name, Asn asn, ConnectionState state) {}

    @RegisterForReflection
    record Member(Forgotten member) {}

    @RegisterForReflection
    record InList(List<Forgotten> members) {}

    @RegisterForReflection
    record InMap(Map<String, List<Forgotten>> members) {}

    @RegisterForReflection(targets = Known.class)
    record ForOthers(String name) {}

    static final class ForgottenBean {
        public String name = "";
    }

    private final ObjectMapper watched = new JsonWitness().mapper();

    @ParameterizedTest
    @ValueSource(
            classes = {
                Forgotten.class,
                Member.class,
                InList.class,
                InMap.class,
                ForOthers.class,
                ForgottenBean.class,
                Forgotten[].class
            })
    void findsATypeThatNobodyRegisteredByItsTypeAlone(Class<?> type) {
        assertThatThrownBy(() -> JsonWitness.require(watched, type))
                .isInstanceOf(JsonWitness.Unregistered.class)
                .hasMessageContaining("annotate it with @RegisterForReflection");
    }

    /** Where the type does not tell, such as of a member that is an Object. */
    @Test
    void findsItWhenItIsWrittenOrRead() {
        assertThatThrownBy(() -> watched.writeValueAsString(Map.of("any", List.of(new Forgotten("x")))))
                .hasStackTraceContaining(Forgotten.class.getName() + " crosses JSON");
        assertThatThrownBy(() -> watched.readValue("{\"name\":\"x\"}", Forgotten.class))
                .hasStackTraceContaining(Forgotten.class.getName() + " crosses JSON");
    }

    @Test
    void acceptsWhatIsRegisteredAndWhatIsAValue() throws Exception {
        for (Type type : List.of(Known.class, Asn.class, ConnectionState.class, Peering.class, Optional.class)) {
            assertThatCode(() -> JsonWitness.require(watched, type)).doesNotThrowAnyException();
        }
        Known known = new Known("x", new Asn(64496), ConnectionState.ACTIVE);
        assertThat(watched.readValue(watched.writeValueAsBytes(known), Known.class))
                .isEqualTo(known);
        Samples.all()
                .forEach(sample -> JsonWitness.require(watched, sample.message().getClass()));
    }
}
