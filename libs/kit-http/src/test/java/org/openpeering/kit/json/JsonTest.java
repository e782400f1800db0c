/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConnectionState;

class JsonTest {
    private final ObjectMapper json = Json.mapper();

    record Spec(String name, Integer count, Boolean flag, Asn asn, IpPrefix prefix, ConnectionState state) {}

    @Test
    void readsEnumerationsWithoutRegardToCaseAndWritesAzuresSpelling() throws JsonProcessingException {
        Spec spec = json.readValue("{\"state\":\"pendingAPPROVAL\"}", Spec.class);
        assertThat(spec.state()).isEqualTo(ConnectionState.PENDING_APPROVAL);
        assertThat(json.writeValueAsString(spec)).isEqualTo("{\"state\":\"PendingApproval\"}");
    }

    @Test
    void ignoresMembersItDoesNotKnow() throws JsonProcessingException {
        assertThat(json.readValue("{\"name\":\"x\",\"provisioningState\":{}}", Spec.class)
                        .name())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":1}",
                "{\"name\":true}",
                "{\"name\":{}}",
                "{\"count\":\"1\"}",
                "{\"count\":1.5}",
                "{\"count\":99999999999}",
                "{\"flag\":\"true\"}",
                "{\"flag\":1}",
                "{\"asn\":\"64496\"}",
                "{\"asn\":-1}",
                "{\"asn\":4294967296}",
                "{\"asn\":99999999999999999999}",
                "{\"asn\":1.0}",
                "{\"prefix\":1}",
                "{\"prefix\":\"203.0.113.1/24\"}",
                "{\"state\":\"Nonsense\"}",
                "{\"state\":3}",
                "[]",
                "\"text\"",
            })
    void refusesAWrongTypeInsteadOfCoercingIt(String body) {
        assertThatThrownBy(() -> json.readValue(body, Spec.class)).isInstanceOf(JsonProcessingException.class);
    }
}
