/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.firststart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;
import org.openpeering.partner.catalogue.MetroService;
import org.openpeering.partner.cdn.CdnPrefixService;
import org.openpeering.partner.facility.DirectFacilityService;
import org.openpeering.partner.facility.ExchangeFacilityService;
import org.openpeering.partner.location.BandwidthOfferService;
import org.openpeering.partner.provider.ProviderService;
import org.openpeering.partner.servicelocation.ServiceLocationService;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class FirstStartTest {
    @Inject
    FirstStartService service;

    @Inject
    FirstStartRepository repository;

    @Inject
    ObjectMapper json;

    @Inject
    Statements statements;

    @Inject
    MetroService metros;

    @Inject
    BandwidthOfferService offers;

    @Inject
    DirectFacilityService facilities;

    @Inject
    ExchangeFacilityService exchanges;

    @Inject
    CdnPrefixService prefixes;

    @Inject
    ServiceLocationService locations;

    @Inject
    ProviderService providers;

    private final Api api = new Api();

    @Test
    void anEmptyInstallationBeginsWithTheBuiltInCatalogue() {
        JsonNode frankfurt = arm("peeringLocations", "&kind=Direct").stream()
                .filter(each -> each.get("name").asText().equals("Frankfurt"))
                .findFirst()
                .orElseThrow();
        assertThat(frankfurt.at("/properties/country").asText()).isEqualTo("DE");
        assertThat(frankfurt.at("/properties/azureRegion").asText()).isEqualTo("germanywestcentral");
        assertThat(frankfurt.at("/properties/direct/bandwidthOffers")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(arm("peeringLocations", "&kind=Direct")).hasSizeGreaterThanOrEqualTo(80);
        assertThat(arm("peeringLocations", "&kind=Exchange")).hasSizeGreaterThanOrEqualTo(20);
        assertThat(arm("peeringServiceLocations", "")).hasSizeGreaterThanOrEqualTo(150);
        assertThat(arm("peeringServiceCountries", ""))
                .extracting(each -> each.get("name").asText())
                .contains("Japan", "United States");
        assertThat(arm("peeringServiceProviders", ""))
                .extracting(each -> each.get("name").asText())
                .contains("Example Internet Japan");
        assertThat(arm("cdnPeeringPrefixes", "&peeringLocation=london")).isNotEmpty();
        eventually(
                Duration.ofSeconds(30),
                () -> assertThat(Transactions.await(
                                () -> statements.of("select seq from outbox").list(row -> row.number("seq"))))
                        .as("the providers have been published")
                        .isEmpty());
    }

    @Test
    void itIsNotLoadedOverTheOperatorsChanges() {
        api.catalogue("metros/Prague", "{\"country\":\"CZ\",\"latitude\":1,\"longitude\":2}");

        assertThat(Transactions.await(service::load)).isFalse();

        api.operator().get("/operator/catalogue/metros/Prague").then().body("latitude", equalTo(1f));
    }

    @Test
    void oneOfTwoReplicasLoadsIt() throws Exception {
        Transactions.await(() -> statements.of("delete from catalogue_loaded").update());
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> first = threads.submit(() -> Transactions.await(service::load));
            Future<Boolean> second = threads.submit(() -> Transactions.await(service::load));

            assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void aFolderOfTheOperatorsTakesThePlaceOfTheBuiltInFiles(@TempDir Path folder) throws IOException {
        String name = "Metro-" + UUID.randomUUID();
        Files.writeString(folder.resolve("metros.json"), """
                {"%s":{"country":"DE","latitude":1,"longitude":2}}""".formatted(name));

        assertThat(loadFrom(folder)).isTrue();

        api.operator().get("/operator/catalogue/metros/" + name).then().statusCode(200);
    }

    @Test
    void aFileThatBreaksARuleIsNamedAndNothingIsLoaded(@TempDir Path folder) throws IOException {
        String name = "Metro-" + UUID.randomUUID();
        Files.writeString(folder.resolve("metros.json"), """
                {"%s":{"country":"DE","latitude":1,"longitude":2}}""".formatted(name));
        Files.writeString(folder.resolve("providers.json"), """
                {"P":{"asns":[64496],"peeringLocations":["Atlantis"]}}""");

        assertThatThrownBy(() -> loadFrom(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("providers/P")
                .hasMessageContaining("There is no metro 'Atlantis'.");
        api.operator().get("/operator/catalogue/metros/" + name).then().statusCode(404);
        Files.writeString(folder.resolve("metros.json"), "{\"x\":");
        assertThatThrownBy(() -> loadFrom(folder)).hasMessageContaining("metros.json");
        Files.writeString(folder.resolve("metros.json"), "{}{}");
        assertThatThrownBy(() -> loadFrom(folder)).hasMessageContaining("metros.json");
        Files.delete(folder.resolve("metros.json"));
        Files.createSymbolicLink(folder.resolve("metros.json"), folder.resolve("metros.json"));
        assertThatThrownBy(() -> loadFrom(folder)).hasMessageContaining("metros.json");
        assertThatThrownBy(() -> loadFrom(folder.resolve("missing"))).hasMessageContaining("is not a folder");
    }

    /** As an installation does that has not loaded anything. */
    private boolean loadFrom(Path folder) {
        CatalogueConfig config = new CatalogueConfig() {
            @Override
            public boolean loadAtFirstStart() {
                return true;
            }

            @Override
            public Optional<Path> folder() {
                return Optional.of(folder);
            }
        };
        FirstStartService fresh = new FirstStartService(
                repository,
                new CatalogueFiles(json, config),
                metros,
                offers,
                facilities,
                exchanges,
                prefixes,
                locations,
                providers);
        return Transactions.await(
                () -> statements.of("delete from catalogue_loaded").update().chain(fresh::load));
    }

    private List<JsonNode> arm(String type, String query) {
        return api.all("/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/" + type
                + "?api-version=2025-05-01" + query);
    }
}
