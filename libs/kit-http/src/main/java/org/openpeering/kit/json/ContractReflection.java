/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.json;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.MonitorWorkspace;
import org.openpeering.contract.insights.NetworkRelationships;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RoutesRequest;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.LatencyWindow;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringProbe;
import org.openpeering.contract.partner.Place;
import org.openpeering.contract.partner.Provider;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.PeeringService;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.RoutingPolicy;

/**
 * Lists for native executables the contract's records that cross Kafka: nothing but the mapper refers to their members.
 * {@code ContractReflectionTest} compares the list with the packages.
 */
@RegisterForReflection(
        targets = {
            CollectorGap.class,
            ConfiguredSession.class,
            EdgeRouter.class,
            LatencySample.class,
            LatencySample.Hop.class,
            LatencyWindow.class,
            GeoPosition.class,
            MonitorWorkspace.class,
            MonitoredPrefix.class,
            ObservedRoute.class,
            NetworkRelationships.class,
            ObservedSession.class,
            PeerAsn.class,
            Peering.class,
            PeeringProbe.class,
            PeeringService.class,
            Place.class,
            PrefixLatency.class,
            PrefixLatency.Measured.class,
            PrefixRoutes.class,
            ProbeTarget.class,
            Provider.class,
            RequiredSession.class,
            RouteActivity.class,
            RouteActivity.Turn.class,
            RouteChange.class,
            RouteChange.Announced.class,
            RouteChange.Answered.class,
            RouteChange.FeedGap.class,
            RouteChange.PeerTable.class,
            RouteChange.PeerTable.Held.class,
            RouteChange.Synced.class,
            RouteChange.Withdrawn.class,
            RoutesRequest.class,
            RoutingEvent.class,
            RoutingEvent.Evidence.class,
            RoutingEvent.Members.class,
            RoutingPolicy.class,
            RoutingPolicy.AcceptedException.class,
            RoutingPolicy.MaintenanceWindow.class,
            Speaker.class,
        })
final class ContractReflection {
    private ContractReflection() {}
}
