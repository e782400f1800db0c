/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.process.Workspace;
import org.openpeering.stack.server.Postgres;
import org.openpeering.stack.server.Postgres.Login;

/** The packages as an operator runs them: nothing of theirs is set up for one machine. Kafka is away. */
// Beside other classes, its tests one after the other.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Programs.JVMS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ProductionE2ETest {
    private static final Map<String, String> KEYS = Map.of(
            "OPENPEERING_ENCRYPTION_CURRENT", "k1",
            "OPENPEERING_ENCRYPTION_KEYS_K1", "8b0mGjGVcPqxUX3GTl6/Y0mS4hPzV5dQ0kH2cW7Nn1E=");

    private static final int LIMIT_SECONDS = 180;
    private static final String MIGRATE = "QUARKUS_FLYWAY_MIGRATE_AT_START";
    private static final String EXIT = "QUARKUS_INIT_AND_EXIT";

    private static Path folder;
    private static Postgres postgres;
    private static SecureIssuer issuer;

    @BeforeAll
    static void startServers() throws Exception {
        folder = Files.createTempDirectory(Path.of("target"), "production-");
        postgres = new Postgres(Workspace.at(folder));
        postgres.start();
        issuer = new SecureIssuer(folder);
    }

    @AfterAll
    static void stopServers() {
        issuer.close();
        postgres.stop();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @CsvSource(delimiter = '|', textBlock = """
        partner-service  | openpeering.lab; openpeering.network.asn; quarkus.oidc.auth-server-url; quarkus.http.cors.origins; quarkus.datasource.reactive.url; quarkus.datasource.password; kafka.bootstrap.servers
        prefix-service   | openpeering.lab; openpeering.network.asn; openpeering.network.community; quarkus.oidc.auth-server-url; quarkus.http.cors.origins; quarkus.datasource.reactive.url; quarkus.datasource.password; kafka.bootstrap.servers
        insights-service | openpeering.lab; quarkus.oidc.auth-server-url; quarkus.http.cors.origins; quarkus.datasource.reactive.url; quarkus.datasource.password; kafka.bootstrap.servers
        gateway          | openpeering.lab; quarkus.oidc.auth-server-url; quarkus.http.cors.origins; quarkus.http.insecure-requests; openpeering.gateway.public-url
        """)
    void everythingUnsafeIsRefusedAtOnceOnALineEach(String module, String keys) throws Exception {
        Programs.Result ended = run(
                module,
                Map.of(
                        "OPENPEERING_LAB", "true",
                        "QUARKUS_HTTP_CORS_ORIGINS", "*",
                        "QUARKUS_OIDC_AUTH_SERVER_URL", "http://localhost:1/realms/openpeering",
                        "OPENPEERING_REGOIN", "eu"));

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(refusals(ended))
                .as(ended.output())
                .extracting(line -> line.split(" ", 2)[0])
                .containsExactlyInAnyOrder(keys.split("; "));
        assertThat(ended.output())
                .doesNotContain("\tat ")
                .contains("(environment variable OPENPEERING_REGOIN) is no setting of this service");
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @ValueSource(strings = {"partner-service", "insights-service", "gateway"})
    void aMisspeltKeyIsRefusedInEveryProfile(String module) throws Exception {
        Programs.Result ended = run(module, Map.of(), "-Dopenpeering.labb=true", "-Dquarkus.profile=local");

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(refusals(ended))
                .as(ended.output())
                .singleElement()
                .asString()
                .startsWith("openpeering.labb (system property) is no setting of this service. Correct");
        assertThat(ended.output()).doesNotContain("\tat ");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void whatCantBeReadIsRefusedWithItsOrigin() throws Exception {
        Programs.Result ended = run("insights-service", Map.of("OPENPEERING_BMP_PORT", "many"));

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(refusals(ended))
                .as(ended.output())
                .singleElement()
                .asString()
                .startsWith(
                        "openpeering.bmp.port (environment variable OPENPEERING_BMP_PORT) can't be read: Expected an"
                                + " integer");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aServiceStartsAfterTheMigrationOnlyAndWorksWithARoleThatCanDoNoDdl() throws Exception {
        Map<String, String> settings = settings("partner", postgres.runtime("partner"));

        Programs.Result early = run("partner-service", settings);
        assertThat(early.exitCode()).as(early.output()).isEqualTo(1);
        assertThat(refusals(early))
                .as(early.output())
                .singleElement()
                .asString()
                .startsWith("the database lacks the migrations [0.1, 0.2, 0.3,");

        Programs.Result forbidden = migrate("partner", postgres.runtime("partner"));
        assertThat(forbidden.exitCode()).as(forbidden.output()).isNotEqualTo(0);
        Programs.Result migrated = migrate("partner", postgres.owner("partner"));
        assertThat(migrated.exitCode()).as(migrated.output()).isEqualTo(0);

        Programs.Result owner = run("partner-service", settings("partner", postgres.owner("partner")));
        assertThat(owner.exitCode()).as(owner.output()).isEqualTo(1);
        assertThat(refusals(owner))
                .as(owner.output())
                .singleElement()
                .asString()
                .startsWith("quarkus.datasource.username is 'partner_owner' (environment variable"
                        + " QUARKUS_DATASOURCE_USERNAME): the role may do DDL, for it may create schemas, may"
                        + " create tables, owns ");

        // A release that is being rolled out has migrated already.
        try (Connection connection = postgres.connect("partner", postgres.owner("partner"));
                var statement = connection.createStatement()) {
            statement.execute("insert into flyway_schema_history select 999, '999', 'next', type, script, checksum,"
                    + " installed_by, installed_on, execution_time, success from flyway_schema_history limit 1");
        }
        serves(settings);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @ValueSource(strings = {"prefix", "insights"})
    void aServiceMigratesAsAJob(String database) throws Exception {
        Programs.Result migrated = migrate(database, postgres.owner(database));

        assertThat(migrated.exitCode()).as(migrated.output()).isEqualTo(0);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aWrongPasswordIsRefusedAtOnce() throws Exception {
        Programs.Result ended = run("partner-service", settings("partner", new Login("partner", "not this one")));

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(refusals(ended))
                .as(ended.output())
                .singleElement()
                .asString()
                .startsWith("quarkus.datasource.username is 'partner'")
                .contains("password authentication failed")
                .doesNotContain("not this one");
    }

    private void serves(Map<String, String> settings) throws Exception {
        Path log = folder.resolve("partner.log");
        ProcessBuilder builder = new ProcessBuilder(command("partner-service"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        Process service = builder.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                    .ignoreException(ConnectException.class)
                    .untilAsserted(() -> {
                        assertThat(service.isAlive()).as(Files.readString(log)).isTrue();
                        assertThat(status(
                                        client,
                                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                                + settings.get("QUARKUS_MANAGEMENT_PORT") + "/q/health/ready"))))
                                .isEqualTo(200);
                    });
            URI metro = URI.create(
                    "http://127.0.0.1:" + settings.get("QUARKUS_HTTP_PORT") + "/operator/catalogue/metros/Hammerfest");
            assertThat(status(
                            client,
                            asOperator(metro)
                                    .header("Content-Type", "application/json")
                                    .PUT(BodyPublishers.ofString(
                                            "{\"country\": \"NO\", \"latitude\": 59.91, \"longitude\": 10.75}"))))
                    .as(Files.readString(log))
                    .isEqualTo(201);
            assertThat(status(client, asOperator(metro))).isEqualTo(200);
            assertThat(log).content().contains("newer than this version of the service, by the migrations [999]");
        } finally {
            service.destroy();
            assertThat(service.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static HttpRequest.Builder asOperator(URI uri) {
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + issuer.token("operator", "/operators"));
    }

    private static int status(HttpClient client, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
        return answer.statusCode();
    }

    private static Programs.Result migrate(String database, Login login) throws Exception {
        Map<String, String> settings = new HashMap<>(KEYS);
        settings.put(MIGRATE, "true");
        settings.put(EXIT, "true");
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", url(database));
        settings.put("QUARKUS_DATASOURCE_USERNAME", login.user());
        settings.put("QUARKUS_DATASOURCE_PASSWORD", login.password());
        return run(database + "-service", settings);
    }

    /** All that production wants to be told. */
    private static Map<String, String> settings(String database, Login login) {
        Map<String, String> settings = new HashMap<>(KEYS);
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", url(database));
        settings.put("QUARKUS_DATASOURCE_USERNAME", login.user());
        settings.put("QUARKUS_DATASOURCE_PASSWORD", login.password());
        settings.put("OPENPEERING_NETWORK_ASN", "64500");
        settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url());
        settings.put("QUARKUS_OIDC_TOKEN_ISSUER", issuer.issuer());
        settings.put("QUARKUS_OIDC_TLS_TLS_CONFIGURATION_NAME", "oidc");
        settings.put(
                "QUARKUS_TLS_OIDC_TRUST_STORE_PEM_CERTS",
                issuer.caFile().toAbsolutePath().toString());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + FreePort.next());
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(FreePort.next()));
        settings.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(FreePort.next()));
        return settings;
    }

    private static String url(String database) {
        return "postgresql://127.0.0.1:" + postgres.port() + "/" + database;
    }

    private static Programs.Result run(String module, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        return Programs.run(folder, environment, command(module, options), LIMIT_SECONDS);
    }

    private static List<String> command(String module, String... options) {
        List<String> command = new ArrayList<>(Commands.smallJvm("160m", options));
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-jar");
        command.add(Repository.root()
                .resolve(module)
                .resolve("target/quarkus-app/quarkus-run.jar")
                .toString());
        return command;
    }

    /** What stands on the lines of refusals. */
    private static List<String> refusals(Programs.Result ended) {
        String begin = "refused to start: ";
        return ended.output()
                .lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .toList();
    }
}
