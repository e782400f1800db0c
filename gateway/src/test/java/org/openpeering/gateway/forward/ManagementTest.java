/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ManagementTest {
    @Test
    void isReadyOnceTheProviderIsKnown() {
        HttpResponse<String> answer = get("/q/health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("oidc-discovery");
    }

    @Test
    void hasStartedOnceItsPortsAreOpen() {
        HttpResponse<String> answer = get("/q/health/started");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("door");
    }

    @Test
    void timesRequestsByServiceOperationAndStatusAndNeverByPath() {
        Client.get(Bearer.reader(), Client.GROUP + "peerings/named-by-client" + Client.VERSION);
        Client.get(null, "/named-by-stranger");

        String metrics = get("/q/metrics").body();

        assertThat(metrics)
                .contains(
                        "openpeering_gateway_requests_seconds_count{operation=\"peerings/read\",status=\"200\",upstream=\"partner\"}")
                .contains(
                        "openpeering_gateway_requests_seconds_count{operation=\"none\",status=\"401\",upstream=\"none\"}")
                .doesNotContain("named-by", Bearer.SUBSCRIPTION);
    }

    static HttpResponse<String> get(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return Client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }
}
