/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.openpeering.stack.synthetic.Peer;
import org.openpeering.stack.synthetic.PeerDown;
import org.openpeering.stack.synthetic.Route;
import org.openpeering.stack.synthetic.SyntheticRouter;

/**
 * The network of the demonstration: two routers at the primary metro and one at the backup, a partner with links to
 * each, and a stranger who peers at the backup metro.
 */
final class DemoNetwork implements AutoCloseable {
    static final long CLOUD = 8075;
    static final long PARTNER = 64496;
    static final long CUSTOMER = 64500;
    static final long NEIGHBOUR = 64510;
    static final long STRANGER = 64511;

    static final Link FRANKFURT_1 = new Link(0, 900361);
    static final Link FRANKFURT_2 = new Link(1, 900362);
    static final Link AMSTERDAM_1 = new Link(2, 900021);
    static final Link AMSTERDAM_2 = new Link(3, 900022);

    private static final String COMMUNITY = "8075:8007";
    private static final Peer NEIGHBOURS_SESSION = Peer.of("198.51.100.9", NEIGHBOUR, "198.51.100.9", "198.51.100.10");

    /** A router and the links that end there. */
    record Router(String name, String metro, String address, List<Link> links) {}

    static final List<Router> ROUTERS = List.of(
            new Router("fra-edge-1", "Frankfurt", loopback(11), List.of(FRANKFURT_1)),
            new Router("fra-edge-2", "Frankfurt", loopback(12), List.of(FRANKFURT_2)),
            new Router("ams-edge-1", "Amsterdam", loopback(13), List.of(AMSTERDAM_1, AMSTERDAM_2)));

    private final List<SyntheticRouter> running;

    DemoNetwork(InetSocketAddress bmp) {
        running = ROUTERS.stream().map(router -> synthetic(router, bmp)).toList();
    }

    private static SyntheticRouter synthetic(Router router, InetSocketAddress bmp) {
        InetAddress address = InetAddress.ofLiteral(router.address());
        return new SyntheticRouter(router.name(), bmp, address, CLOUD, address);
    }

    /** An address of this machine for each router, where the system has more than one (Linux); else the usual one. */
    private static String loopback(int host) {
        String wanted = "127.0.0." + host;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral(wanted))) {
            return probe.getInetAddress().getHostAddress();
        } catch (IOException e) {
            return "127.0.0.1";
        }
    }

    void connect() {
        running.forEach(SyntheticRouter::start);
        forEachSession(SyntheticRouter::peerUp);
        backup().peerUp(NEIGHBOURS_SESSION);
    }

    void announceEverywhere(String prefix) {
        forEachSession((router, peer) -> {
            if (isIpv6(prefix) == isIpv6(peer)) {
                router.announce(
                        peer, new Route(prefix, List.of(PARTNER, CUSTOMER), List.of(COMMUNITY), peer.address()));
            }
        });
    }

    void dropSecondFrankfurtSession() {
        running.get(1).peerDown(FRANKFURT_2.sessionV4(PARTNER), PeerDown.REMOTE_NO_NOTIFICATION);
    }

    void restoreSecondFrankfurtSession() {
        running.get(1).peerUp(FRANKFURT_2.sessionV4(PARTNER));
    }

    void strangerAnnounces(String prefix) {
        Route route = new Route(prefix, List.of(NEIGHBOUR, STRANGER), List.of(), NEIGHBOURS_SESSION.address());
        backup().announce(NEIGHBOURS_SESSION, route);
    }

    void strangerWithdraws(String prefix) {
        backup().withdraw(NEIGHBOURS_SESSION, prefix);
    }

    private SyntheticRouter backup() {
        return running.getLast();
    }

    private void forEachSession(java.util.function.BiConsumer<SyntheticRouter, Peer> action) {
        for (int i = 0; i < running.size(); i++) {
            for (Link link : ROUTERS.get(i).links()) {
                action.accept(running.get(i), link.sessionV4(PARTNER));
                action.accept(running.get(i), link.sessionV6(PARTNER));
            }
        }
    }

    private static boolean isIpv6(String prefix) {
        return prefix.indexOf(':') >= 0;
    }

    private static boolean isIpv6(Peer peer) {
        return peer.address().getAddress().length == 16;
    }

    @Override
    public void close() {
        running.forEach(SyntheticRouter::close);
    }
}
