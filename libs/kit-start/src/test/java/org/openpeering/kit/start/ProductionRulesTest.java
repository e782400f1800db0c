/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductionRulesTest {
    /** What the jar brings, of a service that had everything. */
    private static final Map<String, String> PACKAGED = Map.of(
            "quarkus.datasource.db-kind", "postgresql",
            "quarkus.datasource.username", "partner",
            "openpeering.network.asn", "8075",
            "quarkus.oidc.token.audience", "openpeering",
            "openpeering.kafka.replication", "1",
            "openpeering.gateway.region", "LOCAL");

    /** What an operator has to add at least. */
    private static final Map<String, String> SAFE = Map.of(
            "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://db.example/partner",
            "QUARKUS_DATASOURCE_PASSWORD", "bRgD0sTz1kq8",
            "OPENPEERING_NETWORK_ASN", "64500",
            "QUARKUS_OIDC_AUTH_SERVER_URL", "https://id.example/realms/openpeering",
            "KAFKA_BOOTSTRAP_SERVERS", "k1.example:9092,k2.example:9092,k3.example:9092",
            "OPENPEERING_KAFKA_REPLICATION", "3",
            "OPENPEERING_GATEWAY_PUBLIC_URL", "https://peering.example.net",
            "QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");

    @Test
    void aSafeInstallationStarts() {
        assertThat(violated(SAFE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        OPENPEERING_LAB                   | true                   | "openpeering.lab is 'true' (environment variable OPENPEERING_LAB): approvals"
        OPENPEERING_TELEMETRY_LAB_TARGETS | 127.0.0.1:9            | "openpeering.telemetry.lab-targets is '127.0.0.1:9' (environment variable OPENPEERING_TELEMETRY_LAB_TARGETS): agents would"
        OPENPEERING_RESERVED_NUMBERS      | true                   | openpeering.reserved-numbers is 'true'
        OPENPEERING_NETWORK_ASN           |                        | openpeering.network.asn is '8075' (packaged): nobody said
        QUARKUS_OIDC_AUTH_SERVER_URL      |                        | quarkus.oidc.auth-server-url is not set: no token
        QUARKUS_OIDC_AUTH_SERVER_URL      | http://id.example      | quarkus.oidc.auth-server-url is 'http://id.example'
        QUARKUS_OIDC_JWKS_PATH            | HTTP://id.example/keys | quarkus.oidc.jwks-path is 'HTTP://id.example/keys'
        QUARKUS_OIDC_TOKEN_AUDIENCE       | any                    | quarkus.oidc.token.audience is 'any'
        QUARKUS_OIDC_TOKEN_ISSUER         | any                    | quarkus.oidc.token.issuer is 'any'
        QUARKUS_OIDC_TLS_VERIFICATION     | none                   | quarkus.oidc.tls.verification is 'none'
        quarkus.tls.oidc.trust-all        | true                   | quarkus.tls.oidc.trust-all is 'true'
        OPENPEERING_RIS_LIVE_URL          | ws://ris.example/v1/ws | openpeering.ris-live.url is 'ws://ris.example/v1/ws'
        OPENPEERING_EGRESS_ALLOW_LOOPBACK | true                   | openpeering.egress.allow-loopback is 'true'
        OPENPEERING_CONNECTION_MONITOR_ALLOW_LOOPBACK | true       | openpeering.connection-monitor.allow-loopback is 'true'
        QUARKUS_HTTP_CORS_ORIGINS         | *                      | quarkus.http.cors.origins is '*'
        QUARKUS_HTTP_CORS_ORIGINS         | https://a.example,/.*/ | quarkus.http.cors.origins is 'https://a.example,/.*/'
        QUARKUS_DATASOURCE_REACTIVE_URL   |                        | quarkus.datasource.reactive.url is not set
        QUARKUS_DATASOURCE_PASSWORD       |                        | quarkus.datasource.password is not set: there is no password
        QUARKUS_DATASOURCE_PASSWORD       | Partner                | quarkus.datasource.password (environment variable QUARKUS_DATASOURCE_PASSWORD): it is a password that everybody
        QUARKUS_DATASOURCE_PASSWORD       | changeme               | quarkus.datasource.password (environment variable
        QUARKUS_FLYWAY_PASSWORD           | bRgD0sTz1kq9           | quarkus.flyway.password (environment variable QUARKUS_FLYWAY_PASSWORD): a service must not know the owner
        QUARKUS_FLYWAY_MIGRATE_AT_START   | true                   | quarkus.flyway.migrate-at-start is 'true'
        KAFKA_BOOTSTRAP_SERVERS           |                        | kafka.bootstrap.servers is not set
        OPENPEERING_KAFKA_REPLICATION     | 1                      | openpeering.kafka.replication is '1'
        QUARKUS_HTTP_INSECURE_REQUESTS    |                        | quarkus.http.insecure-requests is not set: clients could send
        QUARKUS_HTTP_INSECURE_REQUESTS    | enabled                | quarkus.http.insecure-requests is 'enabled'
        OPENPEERING_GATEWAY_PUBLIC_URL    |                        | openpeering.gateway.public-url is not set
        OPENPEERING_GATEWAY_PUBLIC_URL    | http://peering.example | openpeering.gateway.public-url is 'http://peering.example'
        """)
    void refuses(String name, String value, String begin) {
        Map<String, String> unsafe = new HashMap<>(SAFE);
        unsafe.remove(name);
        if (value != null) {
            unsafe.put(name, value);
        }

        assertThat(violated(unsafe))
                .singleElement()
                .asString()
                .startsWith(begin)
                .doesNotContain("\n")
                .matches(".*\\. [A-Z].*");
    }

    @Test
    void tellsAllAtOnce() {
        assertThat(violated(Map.of("OPENPEERING_LAB", "true"))).hasSize(8);
    }

    @Test
    void noPasswordIsShown() {
        Map<String, String> guessed = new HashMap<>(SAFE);
        guessed.put("QUARKUS_DATASOURCE_PASSWORD", "changeit");

        assertThat(violated(guessed)).hasSize(1).noneMatch(text -> text.contains("changeit"));
    }

    @Test
    void oneReplicaIsEnoughForOneBroker() {
        assertThat(ProductionRules.unreplicated(settings(Map.of()), 1)).isEmpty();
        assertThat(ProductionRules.unreplicated(settings(Map.of()), 3))
                .map(Violation::text)
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("openpeering.kafka.replication is '1' (packaged)"));
        assertThat(ProductionRules.unreplicated(settings(SAFE), 3)).isEmpty();
    }

    @Test
    void anIngressMayEndTls() {
        Map<String, String> behind = new HashMap<>(SAFE);
        behind.put("OPENPEERING_GATEWAY_BEHIND_TLS", "true");
        behind.remove("QUARKUS_HTTP_INSECURE_REQUESTS");

        assertThat(violated(behind)).isEmpty();
    }

    @Test
    void aMigrationNeedsItsDatabaseOnly() {
        assertThat(violated(Map.of(
                        "QUARKUS_INIT_AND_EXIT", "true",
                        "QUARKUS_FLYWAY_MIGRATE_AT_START", "true",
                        "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://db.example/partner",
                        "QUARKUS_DATASOURCE_USERNAME", "partner_owner",
                        "QUARKUS_DATASOURCE_PASSWORD", "bRgD0sTz1kq8")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"prod,true", "prdo,true", "local,false", "dev,false", "test,false", "'local,prod',false"})
    void everyProfileThatIsNotKnownToBeLenientIsProduction(String profile, boolean production) {
        assertThat(new Settings(new SmallRyeConfigBuilder()
                                .withProfiles(List.of(profile.split(",", -1)))
                                .build())
                        .production())
                .isEqualTo(production);
    }

    private static List<String> violated(Map<String, String> environment) {
        return ProductionRules.violated(settings(environment)).stream()
                .map(Violation::text)
                .toList();
    }

    private static Settings settings(Map<String, String> environment) {
        return new Settings(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(PACKAGED, "application.properties", 250))
                .build());
    }
}
