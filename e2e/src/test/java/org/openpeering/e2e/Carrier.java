/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Link;
import org.openpeering.stack.demo.Onboarding;
import org.openpeering.stack.synthetic.Peer;
import org.openpeering.stack.synthetic.Route;
import org.openpeering.stack.synthetic.SyntheticRouter;

/**
 * A partner with an Active peering over two synthetic routers at one metro, and a customer of it; each test class makes
 * one of its own.
 */
final class Carrier implements AutoCloseable {
    private static final long CLOUD = 8075;
    private static final long STRANGER = 64508;
    private static final String COMMUNITY = "8075:8007";

    private final Onboarding onboarding;
    private final String name;
    private final String metro;
    private final long asn;
    private final long customer;
    private final List<Link> links;
    private final List<SyntheticRouter> routers = new ArrayList<>();
    private final Peer strangersSession;
    private final String peering;

    /**
     * @param name also the resource group
     * @param firstLink two numbers from here on are this carrier's
     */
    Carrier(StackUnderTest stack, String name, String metro, long asn, long customer, int firstLink) {
        this.onboarding = new Onboarding(stack.api());
        this.name = name;
        this.metro = metro;
        this.asn = asn;
        this.customer = customer;
        this.links = List.of(new Link(firstLink), new Link(firstLink + 1));
        Link elsewhere = new Link(firstLink + 2);
        this.strangersSession = elsewhere.sessionV4(STRANGER);
        onboarding.metro(metro, "DE", 50, 10);
        onboarding.provider(provider(), asn, List.of(metro));
        String peerAsn = onboarding.approvedPeerAsn("partner", Arm.PARTNER, name, asn, provider());
        onboarding.approvedPeerAsn("customer", Arm.CUSTOMER, name, customer, provider() + " Customer");
        peering = onboarding.peering(
                "partner",
                Arm.PARTNER,
                name,
                "home",
                metro,
                peerAsn,
                links.stream().map(Link::json).toList());
        onboarding.provision("partner", peering);
        for (int i = 0; i < links.size(); i++) {
            routers.add(router(stack, i));
        }
        routers.getFirst().peerUp(strangersSession);
        onboarding.awaitActive("partner", peering);
    }

    private SyntheticRouter router(StackUnderTest stack, int number) {
        String router = name + "-edge-" + (number + 1);
        onboarding.edgeRouter(router, metro, List.of("127.0.0.1"));
        InetAddress id = InetAddress.ofLiteral("198.51.100." + (200 + number));
        SyntheticRouter started = new SyntheticRouter(router, stack.bmp(), null, CLOUD, id).start();
        started.peerUp(links.get(number).sessionV4(asn));
        started.peerUp(links.get(number).sessionV6(asn));
        return started;
    }

    String provider() {
        return "Carrier " + name;
    }

    /** The id of the peering. */
    String peering() {
        return peering;
    }

    Onboarding onboarding() {
        return onboarding;
    }

    /** Registers the prefix, activates it in a peering service of the customer, and returns the customer's id of it. */
    String customerPrefix(String prefixName, String prefix) {
        String key = onboarding.registeredPrefix("partner", peering, prefixName, prefix);
        String service = onboarding.peeringService("customer", Arm.CUSTOMER, name, "home", provider(), metro, "");
        return onboarding.customerPrefix("customer", service, prefixName, prefix, key);
    }

    /** The customer's IPv4 prefix on every session, as it should be. */
    void announce(String prefix) {
        for (int i = 0; i < routers.size(); i++) {
            Peer peer = links.get(i).sessionV4(asn);
            routers.get(i)
                    .announce(peer, new Route(prefix, List.of(asn, customer), List.of(COMMUNITY), peer.address()));
        }
    }

    void withdraw(String prefix) {
        for (int i = 0; i < routers.size(); i++) {
            routers.get(i).withdraw(links.get(i).sessionV4(asn), prefix);
        }
    }

    void strangerAnnounces(String prefix) {
        routers.getFirst()
                .announce(
                        strangersSession, new Route(prefix, List.of(STRANGER), List.of(), strangersSession.address()));
    }

    void strangerWithdraws(String prefix) {
        routers.getFirst().withdraw(strangersSession, prefix);
    }

    @Override
    public void close() {
        routers.forEach(SyntheticRouter::close);
    }
}
