/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.PendingChange;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.Sku;
import org.openpeering.partner.redundancy.Redundancy;
import org.openpeering.partner.redundancy.RedundancyTier;

/**
 * What a peering needs to serve Peering Service (contract sections B.3, C.4 and D.1), in the order in which it comes about.
 * Pure.
 *
 * @param ready whether everything is done
 */
public record Checklist(boolean ready, List<ChecklistItem> items) {
    public Checklist {
        items = List.copyOf(items);
    }

    /**
     * @param redundancy of the partner
     * @param providers under which names customers can choose the partner at the metro
     */
    static Checklist of(Peering peering, Redundancy redundancy, List<String> providers) {
        List<ChecklistItem> items = new ArrayList<>();
        items.add(ChecklistItem.of(
                "DirectPeering",
                peering.kind() == PeeringKind.DIRECT,
                "Peering Service runs over direct peerings.",
                Actor.PARTNER,
                "Create a peering of kind Direct; over an exchange with directPeeringType IxRs."));
        items.add(ChecklistItem.of(
                "PremiumSku",
                peering.sku() == Sku.PREMIUM_DIRECT_FREE,
                "The SKU is " + peering.sku().wire() + "; Peering Service has Premium_Direct_Free.",
                Actor.PARTNER,
                "PUT the peering with sku.name Premium_Direct_Free."));
        int needed = peering.type() == DirectPeeringType.IX_RS ? 1 : 2;
        items.add(ChecklistItem.of(
                "EnoughConnections",
                peering.connections().size() >= needed,
                "%d of %d connections are there."
                        .formatted(Math.min(peering.connections().size(), needed), needed),
                Actor.PARTNER,
                "PUT the peering with another connection in direct.connections."));
        peering.connections().forEach(connection -> about(connection, items));
        boolean local = redundancy.metros().stream()
                .anyMatch(at -> at.metro().equals(peering.metro()) && at.tier() == RedundancyTier.LOCAL);
        items.add(ChecklistItem.of(
                "LocalRedundancy",
                local || needed == 1,
                "Two working connections of equal bandwidth end on two edge routers at " + peering.metro() + ".",
                Actor.OPERATOR,
                "GET redundancy tells what is missing; the operator connects to a second edge router."));
        items.add(ChecklistItem.of(
                "ListedAsProvider",
                !providers.isEmpty(),
                providers.isEmpty()
                        ? "No provider with AS" + peering.asn() + " is listed at " + peering.metro()
                                + ", so no customer can choose it."
                        : "Customers find it as " + String.join(", ", providers) + ".",
                Actor.OPERATOR,
                "Ask the operator to list the AS number and the location (PUT /operator/catalogue/providers/{name})."));
        return new Checklist(items.stream().allMatch(ChecklistItem::done), items);
    }

    private static void about(Connection connection, List<ChecklistItem> items) {
        items.add(ConnectionSteps.active(connection).about(connection.identifier()));
        items.add(ChecklistItem.of(
                        "UsedForPeeringService",
                        connection.servesPeeringService(),
                        "useForPeeringService of the connection is "
                                + (connection.servesPeeringService() ? "on." : "off, or not on yet."),
                        connection.useForPeeringService() ? Actor.OPERATOR : Actor.PARTNER,
                        connection.useForPeeringService()
                                ? "The operator has the change in work."
                                : "PUT the peering with useForPeeringService true on the connection.")
                .about(connection.identifier()));
        boolean up = connection.session().established();
        String peers = connection.session().peers().map(IpAddress::toString).collect(Collectors.joining(" and "));
        items.add(ChecklistItem.of(
                        "SessionEstablished",
                        up,
                        up ? "A BGP session of the connection is up." : "No BGP session of the connection is up.",
                        Actor.PARTNER,
                        peers.isEmpty()
                                ? "Addresses follow with the operator's approval."
                                : "Bring BGP up from " + peers + ".")
                .about(connection.identifier()));
        if (connection.pending() instanceof PendingChange.Removal) {
            items.add(ChecklistItem.of(
                            "NotBeingRemoved",
                            false,
                            "Removal of the connection has been asked for.",
                            Actor.OPERATOR,
                            "The operator decides; POST withdrawRequest takes it back.")
                    .about(connection.identifier()));
        }
    }
}
