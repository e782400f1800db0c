/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openpeering.stack.demo.Arm.versioned;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Link;
import org.openpeering.stack.demo.Onboarding;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.synthetic.SyntheticRouter;

/**
 * Secrets are planted by every way in, right and wrong ones, and then looked for wherever the suite leaves something: logs,
 * topics with their dead letters and changelogs, tables, answers. Beside them stand words that have to be found, by the
 * same search: where it finds those and no secret, there is none.
 */
@WithStack
@Order(45)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsE2ETest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String GROUP = "secrets";
    private static final String PROVIDER = "Discreet Carrier";
    private static final String METRO = "Basel";
    private static final String SESSIONS = "session-states";
    private static final Set<String> DEAD = Set.of(SESSIONS, SESSIONS + ".dlq");
    private static final long ASN = 64508;
    private static final Link LINK = new Link(41);
    private static final Link SECOND = new Link(42);
    private static final String PEERING = Arm.peering(Arm.PARTNER, GROUP, "sealed");
    private static final String REGISTERED = Arm.registeredPrefix(PEERING, "sealed");
    private static final String SERVICE = Arm.peeringService(Arm.CUSTOMER, GROUP, "sealed");
    private static final String PREFIX = Arm.prefix(SERVICE, "sealed");
    private static final String NETWORK = "2001:db8:5ec::/48";
    private static final String WEBHOOK = Arm.in(Arm.CUSTOMER) + "/webhooks/sealed";

    private final StackUnderTest stack;
    private final ApiClient.User partner;
    private final ApiClient.User customer;
    private final Onboarding onboarding;

    /** By what they are; none of them may be anywhere. */
    private final Set<String> planted = new LinkedHashSet<>();
    /** Those that their owner is shown, and nobody else. */
    private final Set<String> keys = new LinkedHashSet<>();
    /** Has to be found in tables, topics, logs and answers. */
    private final String control = "Control-" + UUID.randomUUID();
    /** Has to be found in a topic and in its dead letters, where somebody else has put it, and nowhere else. */
    private final String poison = random("poison");

    private final String md5 = planted("md5");
    private final List<String> answers = new ArrayList<>();

    SecretsE2ETest(StackUnderTest stack) {
        this.stack = stack;
        this.partner = stack.api().as("partner");
        this.customer = stack.api().as("customer");
        this.onboarding = new Onboarding(stack.api());
    }

    private String planted(String what) {
        String secret = random(what);
        planted.add(secret);
        return secret;
    }

    private static String random(String what) {
        return what + "-" + Long.toHexString(new SecureRandom().nextLong());
    }

    @BeforeAll
    void plant() throws Exception {
        onboarding.metro(METRO, "CH", 47.56, 7.59);
        onboarding.provider(PROVIDER, ASN, List.of(METRO));
        String asn = onboarding.approvedPeerAsn("partner", Arm.PARTNER, GROUP, ASN, control);
        partner.put(versioned(PEERING), peering(asn, quoted(md5))).expect(200, 201);
        wrongMd5Keys(asn);
        prefixKeys();
        webhooks();
        tokens();
        installation();
        deadLetters();
    }

    private static String peering(String asn, String md5) {
        String connection =
                LINK.json().replace("\"bgpSession\": {", "\"bgpSession\": {\"md5AuthenticationKey\": " + md5 + ",");
        assertThat(connection).contains(md5);
        return """
                {"sku": {"name": "Premium_Direct_Free"}, "kind": "Direct", "location": "Switzerland North",
                 "properties": {"peeringLocation": "%s", "direct": {"peerAsn": {"id": "%s"},
                   "directPeeringType": "Edge", "connections": [%s, %s]}}}""".formatted(METRO, asn, connection, SECOND.json());
    }

    private void wrongMd5Keys(String asn) {
        refused(409, partner.put(versioned(PEERING), peering(asn, quoted(planted("other-md5")))));
        refused(400, partner.put(versioned(PEERING), peering(asn, quoted("with blank " + planted("blank-md5")))));
        refused(400, partner.put(versioned(PEERING), peering(asn, quoted(planted("long-md5") + "x".repeat(80)))));
        refused(400, partner.put(versioned(PEERING), peering(asn, planted("bare-md5"))));
        refused(400, partner.put(versioned(PEERING), peering(asn, "[" + quoted(planted("list-md5")) + "]")));
        refused(400, partner.put(versioned(PEERING), peering(asn, "{\"key\": " + quoted(planted("object-md5")) + "}")));
        refused(400, partner.put(versioned(PEERING), "{\"md5AuthenticationKey\": \"" + planted("cut-md5")));
        refused(403, customer.put(versioned(PEERING), peering(asn, quoted(planted("foreign-md5")))));
        onboarding.provision("partner", PEERING);
        sessionUp();
        partner.post(versioned(PEERING + "/connections/" + LINK.identifier() + "/requestSessionChange"), """
                        {"sessionPrefixV4": "192.0.2.160/30", "md5AuthenticationKey": "%s"}""".formatted(
                                planted("pending-md5")))
                .expect(200);
    }

    /** Prefixes are registered where a session is up. */
    private void sessionUp() {
        onboarding.edgeRouter("bsl-edge-1", METRO, List.of("127.0.0.1"));
        try (SyntheticRouter router =
                new SyntheticRouter("bsl-edge-1", stack.bmp(), null, 8075, InetAddress.ofLiteral("198.51.100.221"))) {
            router.start();
            router.peerUp(LINK.sessionV4(ASN));
            router.peerUp(SECOND.sessionV4(ASN));
            onboarding.awaitActive("partner", PEERING);
        }
    }

    private void prefixKeys() {
        key(onboarding.registeredPrefix("partner", PEERING, "sealed", NETWORK));
        onboarding.peeringService("customer", Arm.CUSTOMER, GROUP, "sealed", PROVIDER, METRO, "");
        String first = keys.iterator().next();
        onboarding.customerPrefix("customer", SERVICE, "sealed", NETWORK, first);
        String rotated = key(partner.post(versioned(REGISTERED + "/rotateKey"), "{\"overlap\": \"PT1H\"}")
                .expect(200)
                .property("peeringServicePrefixKey"));
        assertThat(rotated).isNotEqualTo(first);
        refused(
                400,
                customer.put(versioned(PREFIX), prefix(key(UUID.randomUUID().toString()))));
        refused(
                400,
                customer.put(
                        versioned(PREFIX), "{\"properties\": {\"peeringServicePrefixKey\": " + planted("bare-key")));
        refused(
                400,
                customer.put(
                        versioned(PREFIX),
                        "{\"properties\": {\"prefix\": [" + quoted(planted("key-as-prefix")) + "]}}"));
        customer.post(
                versioned(SERVICE + "/validatePrefix"),
                prefix(key(UUID.randomUUID().toString())));
        refused(400, customer.get(versioned(PREFIX) + "&$filter=" + planted("queried-key")));
        refused(404, customer.get(versioned(SERVICE + "/prefixes/" + planted("named-key"))));
        customer.put(versioned(PREFIX), prefix(rotated)).expect(200);
    }

    /** What messages are signed with, and the URL's path, which is a secret with Slack; also where it is refused, and where it fails. */
    private void webhooks() {
        planted.add(customer.put(versioned(WEBHOOK), webhook("http://127.0.0.1:9/" + planted("path")))
                .expect(201)
                .property("secret"));
        planted.add(customer.post(versioned(WEBHOOK + "/rotateSecret"), "{}")
                .expect(200)
                .property("secret"));
        planted.add(customer.post(versioned(WEBHOOK + "/rotateSecret"), "{\"overlap\": \"PT1H\"}")
                .expect(200)
                .property("secret"));
        customer.post(versioned(WEBHOOK + "/test"), "{}").expect(200);
        await("an attempt")
                .atMost(LIMIT)
                .until(() -> customer.get(versioned(WEBHOOK)).expect(200).text().contains("refused the connection"));
        refused(400, customer.put(versioned(WEBHOOK), webhook("https://user:" + planted("user-info") + "@192.0.2.1/")));
        refused(400, customer.put(versioned(WEBHOOK), webhook("https://10.0.0.1/" + planted("refused-path"))));
        refused(400, customer.put(versioned(WEBHOOK), webhook("https://no-such-name.invalid/" + planted("lost-path"))));
    }

    /** Of nothing that happens. */
    private static String webhook(String endpoint) {
        return "{\"properties\": {\"endpoint\": \"%s\", \"filter\": {\"prefixes\": [\"203.0.113.255/32\"]}}}"
                .formatted(endpoint);
    }

    private void tokens() {
        for (String user : List.of("partner", "customer", "operator", "reader")) {
            planted.add(stack.api().token(user));
        }
        for (String header : List.of(
                "Bearer " + planted("token"),
                "Bearer e30." + planted("part-of-token") + ".x",
                planted("scheme") + " abc",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(planted("client-secret").getBytes(UTF_8)))) {
            refused(
                    401,
                    stack.api()
                            .send(HttpRequest.newBuilder(stack.gateway().resolve(versioned(PEERING)))
                                    .header("Authorization", header)
                                    .method("GET", BodyPublishers.noBody())
                                    .build()));
        }
    }

    /** Passwords and keys of this installation. */
    private void installation() {
        try (Stream<Path> files = Files.list(stack.dataFolder().resolve("secrets"))) {
            for (Path file : files.toList()) {
                planted.add(Files.readString(file).strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody else's fault: what is in the topic is in its dead letters, but we repeat no word of it. */
    private void deadLetters() throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafka());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String body : List.of(poison, "{\"state\": \"" + poison + "\"}", "{\"" + poison)) {
                producer.send(new ProducerRecord<>(
                                SESSIONS,
                                null,
                                control.getBytes(UTF_8),
                                body.getBytes(UTF_8),
                                List.of(new RecordHeader("ce_revision", "1".getBytes(UTF_8)))))
                        .get();
            }
        }
        LeftBehind left = new LeftBehind(stack, List.of(poison));
        await("dead letters").atMost(LIMIT).until(() -> left.inTopics().places(poison), DEAD::equals);
    }

    private String key(String key) {
        keys.add(key);
        return key;
    }

    private static String prefix(String key) {
        return "{\"properties\": {\"prefix\": \"%s\", \"peeringServicePrefixKey\": \"%s\"}}".formatted(NETWORK, key);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** Also who sent it is not told it again. */
    private void refused(int status, Answer answer) {
        assertThat(answer.status()).as(answer.request() + ": " + answer.text()).isEqualTo(status);
        if (!answer.request().contains("named-key")) {
            answers.add(answer.text());
        }
    }

    private LeftBehind leftBehind() {
        return new LeftBehind(
                stack,
                Stream.of(planted, keys, Set.of(control, poison))
                        .flatMap(Set::stream)
                        .toList());
    }

    private void nothing(Set<String> words, LeftBehind.Found found) {
        words.forEach(word -> assertThat(found.places(word)).as(word).isEmpty());
    }

    @Test
    void noSecretIsInATopic() {
        LeftBehind.Found found = leftBehind().inTopics();
        assertThat(found.places(control)).as("the search finds what is there").contains("peer-asns", SESSIONS);
        assertThat(found.places(poison)).isEqualTo(DEAD);
        nothing(planted, found);
        nothing(keys, found);
    }

    @ParameterizedTest
    @CsvSource({"partner, peer_asn", "prefix, replica"})
    void noSecretIsInATable(String database, String withControl) {
        LeftBehind.Found found = leftBehind().inTables(database);
        assertThat(found.places(control)).as("the search finds what is there").contains(withControl);
        nothing(planted, found);
        nothing(keys, found);
        nothing(Set.of(poison), found);
    }

    @Test
    void noSecretIsInALog() {
        assertThat(new LeftBehind(stack, List.of("set aside")).inLogs().places("set aside"))
                .as("the search finds what is there")
                .contains("partner.log", "prefix.log");
        LeftBehind.Found found = leftBehind().inLogs();
        nothing(planted, found);
        nothing(keys, found);
        nothing(Set.of(poison), found);
    }

    @Test
    void anAnswerShowsAKeyToItsOwnerAndASecretToNobody() {
        assertThat(partner.get(versioned(REGISTERED)).expect(200).text()).containsAnyOf(keys.toArray(String[]::new));
        assertThat(customer.get(versioned(PREFIX)).expect(200).text()).containsAnyOf(keys.toArray(String[]::new));
        List<String> others = new ArrayList<>(answers);
        ApiClient.User reader = stack.api().as("reader");
        ApiClient.User operator = stack.api().as("operator");
        for (String path : List.of(
                Arm.in(Arm.CUSTOMER) + "/peeringServices",
                SERVICE,
                SERVICE + "/prefixes",
                PREFIX,
                PREFIX + "/validation",
                PREFIX + "/events",
                Arm.in(Arm.CUSTOMER) + "/webhooks",
                WEBHOOK,
                WEBHOOK + "/deliveries",
                WEBHOOK + "/deadLetters")) {
            others.add(reader.get(versioned(path)).expect(200).text());
            others.add(reader.get(versioned(path + "?$expand=events")).text());
        }
        for (String path : List.of("/operator/approvals", "/operator/audit", "/operator/catalogue/providers")) {
            others.add(operator.get(path).expect(200).text());
        }
        for (String path : List.of(
                PEERING,
                Arm.in(Arm.PARTNER, GROUP) + "/peerings",
                Arm.in(Arm.PARTNER) + "/peerings",
                REGISTERED + "/validation")) {
            others.add(partner.get(versioned(path)).expect(200).text());
        }
        assertThat(others).as("the search finds what is there").anyMatch(text -> text.contains(NETWORK));
        Stream.concat(planted.stream(), keys.stream())
                .forEach(secret -> assertThat(others).as(secret).noneMatch(text -> text.contains(secret)));
    }

    /** The command of docs/operations/secrets.md, run beside a service that has the old key only, and back again. */
    @Test
    @Order(Integer.MAX_VALUE)
    void theCommandEncryptsAnewWhileTheServiceRuns() throws Exception {
        String asn = Arm.peerAsn(Arm.PARTNER, GROUP);
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String key = Base64.getEncoder().encodeToString(bytes);

        assertThat(reencrypt("next", key)).contains("encrypted with the key 'next', 0 left");
        partner.get(versioned(PEERING)).expect(200);
        assertThat(put(asn).status()).isEqualTo(500);
        assertThat(stack.log("partner"))
                .contains("is encrypted with the key 'next', which openpeering.encryption.keys does not have");

        assertThat(reencrypt("local", key)).contains("encrypted with the key 'local', 0 left");
        put(asn).expect(200);
    }

    private Answer put(String asn) {
        return partner.put(versioned(PEERING), peering(asn, quoted(md5)));
    }

    private String reencrypt(String current, String next) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "OPENPEERING_ENCRYPTION_REENCRYPT", "true",
                "OPENPEERING_ENCRYPTION_KEYS_NEXT", next,
                "QUARKUS_FLYWAY_MIGRATE_AT_START", "true",
                "QUARKUS_INIT_AND_EXIT", "true"));
        stack.databaseSettings("partner")
                .forEach((name, value) ->
                        environment.put(name.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT), value));
        environment.put("OPENPEERING_ENCRYPTION_CURRENT", current);
        Path jar = Repository.root().resolve("partner-service/target/quarkus-app/quarkus-run.jar");
        List<String> command = Commands.smallJvm("128m", "-jar", jar.toString());
        Programs.Result result = Programs.run(stack.dataFolder(), environment, command, 60);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
