/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openpeering.stack.process.Await;

/**
 * The demonstration: an operator, a partner, a customer and a stranger, through the public API and BMP alone.
 *
 * <p>Repeating it on kept data is fine: what is there already is put again. The routers stay connected until
 * {@link #close}.
 */
public final class Demonstration implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String PROVIDER = "Example Carrier";
    private static final String PREFIX_V4 = "203.0.113.0/24";
    private static final String PREFIX_V6 = "2001:db8:100::/48";
    private static final String MORE_SPECIFIC = "203.0.113.128/25";

    private static final String FRANKFURT = Arm.peering(Arm.PARTNER, "carrier", "frankfurt");
    private static final String AMSTERDAM = Arm.peering(Arm.PARTNER, "carrier", "amsterdam");
    private static final String SERVICE = Arm.peeringService(Arm.CUSTOMER, "bank", "headquarters");
    private static final String OFFICE_V4 = Arm.prefix(SERVICE, "office-v4");
    private static final String OFFICE_V6 = Arm.prefix(SERVICE, "office-v6");

    private final ApiClient api;
    private final Onboarding onboarding;
    private final DemoNetwork network;
    private final Narrator say;

    private Demonstration(ApiClient api, DemoNetwork network, Narrator say) {
        this.api = api;
        this.onboarding = new Onboarding(api);
        this.network = network;
        this.say = say;
    }

    private record Step(String title, Runnable action) {}

    /**
     * Plays the whole demonstration.
     *
     * @param gateway where the API is, as users see it
     * @param keycloakRealm the issuer of tokens
     * @param bmp where the collector listens
     * @param caFile the certificate authority of the gateway, PEM
     * @return the network, still connected
     * @throws DemoFailure with the step's title when a step does not do what it should
     */
    public static Demonstration run(
            URI gateway, URI keycloakRealm, InetSocketAddress bmp, Path caFile, PrintStream out) {
        ApiClient api = new ApiClient(gateway, keycloakRealm, caFile);
        Demonstration demonstration = new Demonstration(api, new DemoNetwork(bmp), new Narrator(out, gateway, caFile));
        try {
            demonstration.play();
            return demonstration;
        } catch (RuntimeException e) {
            demonstration.close();
            throw e;
        }
    }

    private void play() {
        List<Step> steps = List.of(
                new Step("The operator describes the network", this::describeNetwork),
                new Step("The partner and the customer claim their AS numbers", this::claimNumbers),
                new Step("The partner orders peerings at two metros", this::orderPeerings),
                new Step("The edge routers report their sessions", this::connectRouters),
                new Step("The partner registers the customer's prefixes", this::registerPrefixes),
                new Step("The partner's routers announce both prefixes", this::announce),
                new Step("A session drops and comes back", this::dropAndRestore),
                new Step("A stranger announces a part of the customer's prefix", this::hijack),
                new Step("The stranger withdraws", this::endOfHijack));
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            say.step(i + 1, steps.size(), step.title());
            try {
                step.action().run();
            } catch (RuntimeException e) {
                throw new DemoFailure("Step " + (i + 1) + ", " + step.title() + ": " + e.getMessage(), e);
            }
        }
        say.end();
    }

    private void describeNetwork() {
        onboarding.metro("Frankfurt", "DE", 50.11, 8.68);
        onboarding.metro("Amsterdam", "NL", 52.37, 4.9);
        DemoNetwork.ROUTERS.forEach(
                router -> onboarding.edgeRouter(router.name(), router.metro(), List.of(router.address())));
        onboarding.provider(PROVIDER, DemoNetwork.PARTNER, List.of("Frankfurt", "Amsterdam"));
        say.line("Two metros, three edge routers, one service provider.");
        say.look("customer", Arm.versioned(Arm.in(Arm.CUSTOMER) + "/peeringServiceProviders"));
    }

    private void claimNumbers() {
        String partner = onboarding.approvedPeerAsn("partner", Arm.PARTNER, "carrier", DemoNetwork.PARTNER, PROVIDER);
        onboarding.approvedPeerAsn("customer", Arm.CUSTOMER, "carrier", DemoNetwork.CUSTOMER, "Example Bank");
        say.line("AS" + DemoNetwork.PARTNER + " and AS" + DemoNetwork.CUSTOMER + " are approved by the operator.");
        say.look("partner", Arm.versioned(partner));
    }

    private void orderPeerings() {
        String peerAsn = Arm.peerAsn(Arm.PARTNER, "carrier");
        onboarding.peering(
                "partner",
                Arm.PARTNER,
                "carrier",
                "frankfurt",
                "Frankfurt",
                peerAsn,
                List.of(DemoNetwork.FRANKFURT_1.json(), DemoNetwork.FRANKFURT_2.json()));
        onboarding.peering(
                "partner",
                Arm.PARTNER,
                "carrier",
                "amsterdam",
                "Amsterdam",
                peerAsn,
                List.of(DemoNetwork.AMSTERDAM_1.json(), DemoNetwork.AMSTERDAM_2.json()));
        List.of(FRANKFURT, AMSTERDAM).forEach(peering -> onboarding.provision("partner", peering));
        say.line("The operator approved and provisioned four connections; they wait for BGP.");
        say.look("partner", Arm.versioned(FRANKFURT));
    }

    private void connectRouters() {
        network.connect();
        List.of(FRANKFURT, AMSTERDAM).forEach(peering -> onboarding.awaitActive("partner", peering));
        say.line("BMP shows eight BGP sessions Established; the connections are Active.");
        say.look("partner", Arm.versioned(AMSTERDAM));
    }

    private void registerPrefixes() {
        String keyV4 = onboarding.registeredPrefix("partner", FRANKFURT, "bank-v4", PREFIX_V4);
        String keyV6 = onboarding.registeredPrefix("partner", FRANKFURT, "bank-v6", PREFIX_V6);
        onboarding.peeringService("customer", Arm.CUSTOMER, "bank", "headquarters", PROVIDER, "Frankfurt", "Amsterdam");
        onboarding.customerPrefix("customer", SERVICE, "office-v4", PREFIX_V4, keyV4);
        onboarding.customerPrefix("customer", SERVICE, "office-v6", PREFIX_V6, keyV6);
        say.line(
                "The customer activates both with the keys it got. Nobody announces them yet: see why it is not Verified.");
        say.look("customer", Arm.versioned(OFFICE_V4 + "/validation"));
    }

    private void announce() {
        network.announceEverywhere(PREFIX_V4);
        network.announceEverywhere(PREFIX_V6);
        for (String prefix : List.of(OFFICE_V4, OFFICE_V6)) {
            Answer verified = onboarding.awaitState("customer", prefix, "Verified", LIMIT);
            say.line(verified.property("prefix") + " is Verified, learned " + verified.property("learnedType") + ".");
        }
        onboarding.awaitState("partner", Arm.registeredPrefix(FRANKFURT, "bank-v4"), "Verified", LIMIT);
        onboarding.awaitState("partner", Arm.registeredPrefix(FRANKFURT, "bank-v6"), "Verified", LIMIT);
        say.look("customer", Arm.versioned(OFFICE_V6));
    }

    private void dropAndRestore() {
        network.dropSecondFrankfurtSession();
        Answer fallen = Await.value(
                OFFICE_V4 + " not Verified",
                LIMIT,
                () -> api.as("customer").get(Arm.versioned(OFFICE_V4)).expect(200),
                answer -> !answer.property("prefixValidationState").equals("Verified"));
        say.line("Session " + DemoNetwork.FRANKFURT_2.peerV4() + " is down: " + fallen.property("prefixValidationState")
                + ", \"" + fallen.property("errorMessage") + "\"");
        network.restoreSecondFrankfurtSession();
        onboarding.awaitState("customer", OFFICE_V4, "Verified", LIMIT);
        say.line("It is back, and so is Verified.");
        say.look("customer", Arm.versioned(OFFICE_V4 + "/validation"));
    }

    private void hijack() {
        Instant begin = Instant.now();
        network.strangerAnnounces(MORE_SPECIFIC);
        JsonNode event = awaitEvent("open", begin);
        say.line("AS" + DemoNetwork.STRANGER + " announces " + MORE_SPECIFIC + ": " + Events.summary(event));
        say.look("customer", Arm.versioned(OFFICE_V4 + "?$expand=events"));
    }

    private void endOfHijack() {
        network.strangerWithdraws(MORE_SPECIFIC);
        JsonNode event = awaitEvent("ended", Instant.EPOCH);
        say.line("The event has ended: " + Events.endCause(event));
        say.look("customer", Arm.versioned(OFFICE_V4 + "/events"));
    }

    private JsonNode awaitEvent(String status, Instant notBefore) {
        return Events.await(
                api.as("customer"),
                OFFICE_V4,
                LIMIT,
                event -> Events.isSubPrefixHijack(event, MORE_SPECIFIC)
                        && Events.hasStatus(event, status)
                        && !Events.firstSeen(event).isBefore(notBefore));
    }

    @Override
    public void close() {
        network.close();
        api.close();
    }
}
