/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Carrier;
import org.openpeering.stack.demo.Link;
import org.openpeering.stack.synthetic.Peer;
import org.openpeering.stack.synthetic.SyntheticRouter;

/** What the samples need and no single request makes: a partner with Active peerings, and a customer with a prefix. */
public final class Scene implements AutoCloseable {
    private static final String GROUP = "fuzz";
    private static final String METRO = "Fuzzburg";
    private static final long PARTNER = 65540;
    private static final int LINK = 54;
    private static final String LAN = "10.77.20.";

    private final Carrier carrier;
    private final SyntheticRouter exchange;
    private final Map<String, String> bindings = new HashMap<>();

    public Scene(ApiClient api, InetSocketAddress bmp) {
        carrier = new Carrier(api, bmp, GROUP, METRO, PARTNER, 65541, LINK);
        carrier.customerPrefix("seen", "10.77.1.0/24");
        bindings.put(
                "nextKey", carrier.onboarding().registeredPrefix("partner", carrier.peering(), "next", "10.77.2.0/24"));
        exchange = routeServer(api, bmp);
        bindings.put("partnerId", Arm.PARTNER);
        bindings.put("customerId", Arm.CUSTOMER);
        bindings.put("partner", Arm.in(Arm.PARTNER));
        bindings.put("customer", Arm.in(Arm.CUSTOMER));
        bindings.put("partnerGroup", Arm.in(Arm.PARTNER, GROUP));
        bindings.put("customerGroup", Arm.in(Arm.CUSTOMER, GROUP));
        bindings.put("connection", new Link(LINK).identifier());
    }

    /** A peering at an exchange, with one Active session for each of two connections. */
    private SyntheticRouter routeServer(ApiClient api, InetSocketAddress bmp) {
        String id = Arm.peering(Arm.PARTNER, GROUP, "exchange");
        api.as("partner")
                .put(Arm.versioned(id), """
                {"sku": {"name": "Premium_Direct_Free"}, "kind": "Direct", "location": "Germany West Central",
                 "properties": {"peeringLocation": "%s", "direct": {"directPeeringType": "IxRs",
                   "peerAsn": {"id": "%s"}, "connections": [%s, %s]}}}""".formatted(
                                METRO, Arm.peerAsn(Arm.PARTNER, GROUP), connection(1), connection(3)))
                .expect(200, 201);
        carrier.onboarding().provision("partner", id);
        String name = "fuzz-exchange-1";
        carrier.onboarding().edgeRouter(name, METRO, List.of("127.0.0.1"));
        SyntheticRouter router =
                new SyntheticRouter(name, bmp, null, 8075, InetAddress.ofLiteral("198.51.100.210")).start();
        for (int host : List.of(1, 3)) {
            router.peerUp(Peer.of(LAN + host, PARTNER, LAN + host, LAN + (host + 1)));
        }
        carrier.onboarding().awaitActive("partner", id);
        return router;
    }

    private static String connection(int host) {
        return """
            {"bandwidthInMbps": 10000, "sessionAddressProvider": "Peer", "useForPeeringService": true, "bgpSession": {
              "sessionPrefixV4": "%s0/24", "peerSessionIPv4Address": "%s%d", "microsoftSessionIPv4Address": "%s%d",
              "maxPrefixesAdvertisedV4": 1000}}""".formatted(LAN, LAN, host, LAN, host + 1);
    }

    /** What samples may name. */
    public Map<String, String> bindings() {
        return bindings;
    }

    @Override
    public void close() {
        exchange.close();
        carrier.close();
    }
}
