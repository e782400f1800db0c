/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.Contention;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** Everything that is done to one prefix, its service and its registrations, all at once. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class ContentionTest {
    private final Network network = new Network();

    @Test
    void noUseCaseIsEndedForAnother() throws Exception {
        Partner old = network.partner();
        Partner next = network.partner();
        Api oldApi = new Api(old.subscription(), "Contributor");
        Api nextApi = new Api(next.subscription(), "Contributor");
        Api customer = new Api(Network.subscription(), "Contributor");
        String block = Network.freshPrefix();
        String other = Network.freshPrefix();
        String service = service("s");
        String prefix = prefix("s", "p");
        String arrived = prefix("n", "p");
        String kept = registration(old.peering(), "r");
        String key = key(oldApi, kept, block);
        String otherKey = key(oldApi, registration(old.peering(), "r2"), other);
        customer.put(service, serviceBody(old.provider(), old.metro()));
        customer.put(service("n"), serviceBody(next.provider(), next.metro()));

        List<Supplier<Response>> calls = new ArrayList<>();
        calls.add(() -> customer.put(service, serviceBody(old.provider(), old.metro())));
        calls.add(() -> customer.put(service("n"), serviceBody(next.provider(), next.metro())));
        calls.add(() -> customer.delete(service));
        calls.add(() -> customer.put(prefix, prefixBody(block, key)));
        calls.add(() -> customer.put(prefix, prefixBody(block)));
        calls.add(() -> customer.delete(prefix));
        calls.add(() -> customer.post(prefix + "/changePrefix", prefixBody(other, otherKey)));
        calls.add(() -> customer.post(prefix + "/cancelPrefixChange"));
        calls.add(() -> customer.post(prefix + "/transfer", Map.of("peeringServiceProvider", next.provider())));
        calls.add(() -> customer.post(
                prefix + "/transfer", Map.of("peeringServiceProvider", next.provider(), "overlap", "PT0.05S")));
        calls.add(() -> customer.post(prefix + "/completeTransfer"));
        calls.add(() -> customer.post(prefix + "/cancelTransfer"));
        calls.add(() -> customer.delete(arrived));
        calls.add(() -> {
            Response made = nextApi.put(registration(next.peering(), "r"), prefixBody(block));
            return made.statusCode() / 100 != 2
                    ? made
                    : customer.put(arrived, prefixBody(block, made.path("properties.peeringServicePrefixKey")));
        });
        calls.add(() -> nextApi.delete(registration(next.peering(), "r")));
        calls.add(() -> oldApi.post(kept + "/rotateKey", Map.of()));
        calls.add(() -> oldApi.post(kept + "/validate"));
        calls.add(() -> customer.get(prefix));

        assertThat(Contention.among(calls)).isEmpty();
    }

    private static String key(Api partner, String registration, String prefix) {
        return partner.put(registration, prefixBody(prefix)).path("properties.peeringServicePrefixKey");
    }
}
