/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class FailureTest {
    @Test
    void answers504WhenAServiceDoesNotAnswer() {
        HttpResponse<String> answer = Client.get(Bearer.reader(), Client.GROUP + "peerings/hang" + Client.VERSION);

        DoorTest.assertError(answer, 504, "GatewayTimeout");
    }

    @Test
    void answers503WhenAServiceHangsUp() {
        HttpResponse<String> answer = Client.get(Bearer.reader(), Client.GROUP + "peerings/drop" + Client.VERSION);

        DoorTest.assertError(answer, 503, "ServerUnavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void answers503WhileAServiceIsDownAndRecovers() {
        String target = Client.GROUP + "peerings/p/receivedRoutes" + Client.VERSION;
        int port = Surroundings.INSIGHTS.port();
        Surroundings.INSIGHTS.close();

        HttpResponse<String> down = Client.get(Bearer.reader(), target);
        Surroundings.INSIGHTS.listen(port);
        HttpResponse<String> up = Client.get(Bearer.reader(), target);

        DoorTest.assertError(down, 503, "ServerUnavailable");
        assertThat(down.headers().firstValue("Retry-After")).contains("1");
        assertThat(up.statusCode()).isEqualTo(200);
    }

    @Test
    void breaksOffWhenAServiceBreaksOffInTheMiddle() {
        assertThatThrownBy(() -> Client.get(Bearer.reader(), Client.GROUP + "peerings/breaks-off" + Client.VERSION))
                .isInstanceOf(UncheckedIOException.class)
                .hasStackTraceContaining("bytes received: 5");
    }
}
