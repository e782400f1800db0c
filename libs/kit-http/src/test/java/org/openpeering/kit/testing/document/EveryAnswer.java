/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.eclipse.microprofile.config.ConfigProvider;
import org.openpeering.kit.testing.document.Promises.Answer;

/**
 * Holds every answer that a service gives to a test to the service's document in {@code docs/api}; found by Quarkus as a
 * service, so that no test can forget it.
 */
public final class EveryAnswer implements QuarkusTestBeforeEachCallback, Filter {
    private static volatile Promises promises;

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        String service = ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
        String document = service + "-service.json";
        if (promises == null && Files.exists(Committed.file(document))) {
            promises = new Promises(Committed.read(document));
        }
        if (promises != null) {
            RestAssured.replaceFiltersWith(this);
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification wanted, FilterContext context) {
        Response response = context.next(request, wanted);
        String type = response.contentType();
        if (type == null || !type.startsWith("text/event-stream")) {
            Answer answer = new Answer(
                    response.statusCode(),
                    type,
                    response.header("ETag") != null,
                    type == null || type.isEmpty() ? "" : new String(response.asByteArray(), StandardCharsets.UTF_8));
            String path = URI.create(request.getURI()).getRawPath();
            assertThat(promises.broken(request.getMethod(), path, answer))
                    .as("%s %s answered %s", request.getMethod(), path, response.statusCode())
                    .isEmpty();
        }
        return response;
    }
}
