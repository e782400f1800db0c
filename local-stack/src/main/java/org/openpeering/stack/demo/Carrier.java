/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.openpeering.stack.synthetic.Peer;
import org.openpeering.stack.synthetic.PeerDown;
import org.openpeering.stack.synthetic.Route;
import org.openpeering.stack.synthetic.SyntheticRouter;

/**
 * A partner with an Active peering over two synthetic routers at one metro, and a customer of it.
 */
public final class Carrier implements AutoCloseable {
    /** The network whose edge routers they are. */
    public static final long CLOUD = 8075;

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
    public Carrier(
            ApiClient api, InetSocketAddress bmp, String name, String metro, long asn, long customer, int firstLink) {
        this(api, List.of(bmp, bmp), name, metro, asn, customer, firstLink);
    }

    /** @param bmp where each of the two routers reports */
    public Carrier(
            ApiClient api,
            List<InetSocketAddress> bmp,
            String name,
            String metro,
            long asn,
            long customer,
            int firstLink) {
        this.onboarding = new Onboarding(api);
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
            routers.add(router(bmp.get(i), i));
        }
        routers.getFirst().peerUp(strangersSession);
        onboarding.awaitActive("partner", peering);
    }

    private SyntheticRouter router(InetSocketAddress bmp, int number) {
        String router = routerName(number);
        onboarding.edgeRouter(router, metro, List.of("127.0.0.1"));
        InetAddress id = InetAddress.ofLiteral("198.51.100." + (200 + number));
        SyntheticRouter started = new SyntheticRouter(router, bmp, null, CLOUD, id).start();
        started.peerUp(links.get(number).sessionV4(asn));
        started.peerUp(links.get(number).sessionV6(asn));
        return started;
    }

    /** @param number from 0 */
    public String routerName(int number) {
        return name + "-edge-" + (number + 1);
    }

    /** The IPv4 session at one router. */
    public Peer session(int router) {
        return links.get(router).sessionV4(asn);
    }

    public String provider() {
        return "Carrier " + name;
    }

    /** The id of the peering. */
    public String peering() {
        return peering;
    }

    public Onboarding onboarding() {
        return onboarding;
    }

    /** Registers the prefix, activates it in a peering service of the customer, and returns the customer's id of it. */
    public String customerPrefix(String prefixName, String prefix) {
        String key = onboarding.registeredPrefix("partner", peering, prefixName, prefix);
        String service = onboarding.peeringService("customer", Arm.CUSTOMER, name, "home", provider(), metro, "");
        return onboarding.customerPrefix("customer", service, prefixName, prefix, key);
    }

    /** The customer's IPv4 prefix on every session, as it should be. */
    public void announce(String prefix) {
        for (int i = 0; i < routers.size(); i++) {
            announce(i, prefix, List.of(COMMUNITY));
        }
    }

    /** The customer's IPv4 prefix on one session only, with these communities. */
    public void announce(int router, String prefix, List<String> communities) {
        Peer peer = links.get(router).sessionV4(asn);
        routers.get(router).announce(peer, new Route(prefix, List.of(asn, customer), communities, peer.address()));
    }

    public void withdraw(String prefix) {
        for (int i = 0; i < routers.size(); i++) {
            withdraw(i, prefix);
        }
    }

    /** The customer's IPv4 prefix on one session only. */
    public void withdraw(int router, String prefix) {
        routers.get(router).withdraw(links.get(router).sessionV4(asn), prefix);
    }

    /** The IPv4 session at one router, with all its routes. */
    public void sessionDown(int router) {
        routers.get(router).peerDown(links.get(router).sessionV4(asn), PeerDown.REMOTE_NO_NOTIFICATION);
    }

    public void strangerAnnounces(String prefix) {
        routers.getFirst()
                .announce(
                        strangersSession, new Route(prefix, List.of(STRANGER), List.of(), strangersSession.address()));
    }

    /** Passes on what somebody else originates: events of many offenders have no cause in common, and make no incident. */
    public void strangerAnnounces(String prefix, long origin) {
        routers.getFirst()
                .announce(
                        strangersSession,
                        new Route(prefix, List.of(STRANGER, origin), List.of(), strangersSession.address()));
    }

    public void strangerWithdraws(String prefix) {
        routers.getFirst().withdraw(strangersSession, prefix);
    }

    @Override
    public void close() {
        routers.forEach(SyntheticRouter::close);
    }
}
