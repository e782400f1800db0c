/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.JsonFormatter;
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
    void logsAFailureWithWhatWasAskedAndNoToken() {
        List<ExtLogRecord> lines = new CopyOnWriteArrayList<>();
        Handler handler = handler(lines);
        Logger log = Logger.getLogger(Forwarder.class.getName());
        log.addHandler(handler);
        String token = Bearer.reader();
        try {
            Client.get(token, Client.GROUP + "peerings/hang" + Client.VERSION);
        } finally {
            log.removeHandler(handler);
        }

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().getMdcCopy())
                .containsEntry("operation", "GET peerings")
                .containsEntry("subscription", Bearer.SUBSCRIPTION)
                .containsEntry("resource", Client.GROUP + "peerings/hang")
                .containsKey("correlation");
        assertThat(new JsonFormatter().format(lines.getFirst())).doesNotContain(token);
    }

    private static Handler handler(List<ExtLogRecord> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                ExtLogRecord copy = ExtLogRecord.wrap(line);
                copy.copyMdc();
                lines.add(copy);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
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
