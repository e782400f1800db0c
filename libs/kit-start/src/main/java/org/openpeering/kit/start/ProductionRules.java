/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Which settings production refuses, of whatever service: what a service does not have, such as a database, it has no key
 * of. {@code ProductionRulesTest} has a case for each.
 */
public final class ProductionRules {
    private static final String LOCAL = "a lab on one machine runs with QUARKUS_PROFILE=local";
    private static final String ISSUER = "quarkus.oidc.auth-server-url";
    private static final String AUDIENCE = "quarkus.oidc.token.audience";
    private static final Set<String> GUESSED = Set.of(
            "password",
            "passwd",
            "secret",
            "changeme",
            "changeit",
            "admin",
            "root",
            "postgres",
            "openpeering",
            "partner",
            "partner_owner",
            "prefix",
            "prefix_owner",
            "insights",
            "insights_owner");

    private final Settings settings;
    private final List<Violation> found = new ArrayList<>();

    private ProductionRules(Settings settings) {
        this.settings = settings;
    }

    /** All of them at once; none when the service may start. */
    static List<Violation> violated(Settings settings) {
        ProductionRules rules = new ProductionRules(settings);
        rules.database();
        if (!settings.get("quarkus.init-and-exit").is("true")) {
            rules.lab();
            rules.network();
            rules.oidc();
            rules.crossOrigin();
            rules.schemaOwner();
            rules.kafka();
            rules.feeds();
            rules.egress();
            rules.door();
        }
        return List.copyOf(rules.found);
    }

    private boolean has(String key) {
        return settings.get(key).value().isPresent();
    }

    private void lab() {
        Setting lab = settings.get("openpeering.lab");
        Setting reserved = settings.get("openpeering.reserved-numbers");
        if (lab.is("true")) {
            found.add(lab.violates("approvals and provisioning would happen by themselves", "Unset it; " + LOCAL));
        } else if (reserved.is("true")) {
            found.add(reserved.violates("private and documentation numbers are nobody's", "Unset it; " + LOCAL));
        }
        Setting targets = settings.get("openpeering.telemetry.lab-targets");
        if (targets.value().isPresent()) {
            found.add(targets.violates(
                    "agents would measure what nobody has offered", "Unset it; owners offer targets by the API"));
        }
    }

    /** A number that is right for somebody else would look right here for a long time. */
    private void network() {
        for (String key : List.of("openpeering.network.asn", "openpeering.network.community")) {
            Setting own = settings.get(key);
            if (own.value().isPresent() && own.packaged()) {
                found.add(own.violates("nobody said that this is your network's", "Set " + Setting.variable(key)));
            }
        }
    }

    private void oidc() {
        Setting issuer = settings.get(ISSUER);
        if (issuer.value().isEmpty()) {
            found.add(issuer.violates("no token could be verified", "Set it to the https:// URL of the OIDC provider"));
        }
        for (String key : List.of(ISSUER, "quarkus.oidc.jwks-path", "quarkus.oidc.discovery-path")) {
            Setting url = settings.get(key);
            if (isPlain(url)) {
                found.add(url.violates("whoever is in between could sign tokens", "Reach the provider by https://"));
            }
        }
        Setting audience = settings.get(AUDIENCE);
        if (audience.value().isEmpty() || audience.is("any")) {
            found.add(audience.violates(
                    "a token meant for any other client would do", "Set it to the client that the tokens are for"));
        }
        Setting claimed = settings.get("quarkus.oidc.token.issuer");
        if (claimed.is("any")) {
            found.add(claimed.violates("tokens of every issuer would do", "Unset it, or name the provider's issuer"));
        }
        Stream.of(settings.like("quarkus.tls.", "trust-all"), settings.like("quarkus.oidc.tls.", "trust-all"))
                .flatMap(List::stream)
                .filter(setting -> setting.is("true"))
                .forEach(setting -> found.add(setting.violates(
                        "any certificate would be believed", "Unset it, and set a trust store with the authority")));
        Setting verification = settings.get("quarkus.oidc.tls.verification");
        if (verification.value().isPresent() && !verification.is("required")) {
            found.add(verification.violates("any certificate would be believed", "Unset it"));
        }
    }

    private static boolean isPlain(Setting url) {
        return url.value()
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith("http://"))
                .isPresent();
    }

    private void crossOrigin() {
        Setting origins = settings.get("quarkus.http.cors.origins");
        boolean any = origins.value().stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .anyMatch(ProductionRules::matchesStrangers);
        if (any) {
            found.add(origins.violates("every page could call the API", "List the origins of your portal"));
        }
    }

    private static boolean matchesStrangers(String origin) {
        if (origin.equals("*")) {
            return true;
        }
        if (origin.length() < 2 || !origin.startsWith("/") || !origin.endsWith("/")) {
            return false;
        }
        try {
            return Pattern.matches(origin.substring(1, origin.length() - 1), "https://stranger.invalid");
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private void database() {
        if (!has("quarkus.datasource.db-kind")) {
            return;
        }
        Setting url = settings.get("quarkus.datasource.reactive.url");
        if (url.value().isEmpty()) {
            found.add(url.violates("there is no database", "Set it to postgresql://HOST:PORT/DATABASE"));
        }
        Setting user = settings.get("quarkus.datasource.username");
        if (user.value().isEmpty()) {
            found.add(user.violates("there is no role to connect as", "Set it to the role of this service"));
        }
        if (!has("quarkus.datasource.credentials-provider")) {
            password("quarkus.datasource.password", user, true);
        }
        password("quarkus.flyway.password", settings.get("quarkus.flyway.username"), false);
    }

    private void password(String key, Setting user, boolean needed) {
        Setting password = settings.get(key);
        Optional<String> value = password.value();
        String mend = "Give the role a long random password, and hand it over by a Secret in " + Setting.variable(key);
        if (value.isEmpty()) {
            if (needed) {
                found.add(password.violatesInSecret("there is no password", mend));
            }
        } else if (user.is(value.get()) || GUESSED.contains(value.get().toLowerCase(Locale.ROOT))) {
            found.add(password.violatesInSecret("it is a password that everybody would guess", mend));
        }
    }

    /** What a service must not even know. */
    private void schemaOwner() {
        if (!has("quarkus.datasource.db-kind")) {
            return;
        }
        Setting migrates = settings.get("quarkus.flyway.migrate-at-start");
        String mend =
                "Run the image once with QUARKUS_INIT_AND_EXIT=true and the owner's role instead, before the service";
        if (migrates.is("true")) {
            found.add(migrates.violates("a service that can migrate may do DDL", mend));
        }
        Setting owner = settings.get("quarkus.flyway.password");
        if (owner.value().isPresent()) {
            found.add(owner.violatesInSecret("a service must not know the owner of its schema", "Unset it. " + mend));
        }
    }

    private void kafka() {
        Setting replication = settings.get("openpeering.kafka.replication");
        if (replication.value().isEmpty()) {
            return;
        }
        Setting brokers = settings.get("kafka.bootstrap.servers");
        if (brokers.value().isEmpty()) {
            found.add(brokers.violates("there is no broker", "Set it to HOST:PORT, several with commas"));
        } else if (brokers.value().get().contains(",") && replication.is("1")) {
            found.add(unreplicated(replication, brokers.value().get()));
        }
    }

    /** The same, once somebody has counted the brokers. */
    public static Optional<Violation> unreplicated(Settings settings, int brokers) {
        Setting replication = settings.get("openpeering.kafka.replication");
        return settings.production() && brokers > 1 && replication.is("1")
                ? Optional.of(unreplicated(replication, Integer.toString(brokers)))
                : Optional.empty();
    }

    /** @param brokers which or how many there are */
    private static Violation unreplicated(Setting replication, String brokers) {
        return replication.violates(
                "the death of one of the brokers (" + brokers + ") would lose messages",
                "Set it to 3, or 2 of two brokers");
    }

    private void feeds() {
        Setting risLive = settings.get("openpeering.ris-live.url");
        boolean plain = risLive.value()
                .filter(text -> !text.toLowerCase(Locale.ROOT).startsWith("wss://"))
                .isPresent();
        if (plain) {
            found.add(risLive.violates("whoever is in between could make up hijacks, and hide them", "Use wss://"));
        }
    }

    private void egress() {
        Setting loopback = settings.get("openpeering.egress.allow-loopback");
        if (loopback.is("true")) {
            found.add(loopback.violates(
                    "customers could have this machine's own ports called, and without TLS", "Unset it; " + LOCAL));
        }
        Setting measured = settings.get("openpeering.connection-monitor.allow-loopback");
        if (measured.is("true")) {
            found.add(measured.violates("customers could have agents measure themselves", "Unset it; " + LOCAL));
        }
    }

    private void door() {
        if (!has("openpeering.gateway.region")) {
            return;
        }
        Setting plain = settings.get("quarkus.http.insecure-requests");
        boolean open = plain.value().isEmpty() || plain.is("enabled");
        if (open && !settings.get("openpeering.gateway.behind-tls").is("true")) {
            found.add(plain.violates(
                    "clients could send their tokens in clear text",
                    "Set it to disabled and name a key store with quarkus.http.tls-configuration-name; or, where an"
                            + " ingress ends TLS and nobody else reaches the port, set"
                            + " openpeering.gateway.behind-tls=true"));
        }
        Setting url = settings.get("openpeering.gateway.public-url");
        if (url.value().isEmpty()) {
            found.add(url.violates(
                    "links in answers would lead wherever a Host header says",
                    "Set it to what clients call the gateway, such as https://peering.example.net"));
        } else if (isPlain(url)) {
            found.add(url.violates("clients would send their tokens in clear text", "Let clients use https://"));
        }
    }
}
