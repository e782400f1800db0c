/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.route;

import static org.openpeering.gateway.route.Upstream.INSIGHTS;
import static org.openpeering.gateway.route.Upstream.PARTNER;
import static org.openpeering.gateway.route.Upstream.PREFIX;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.ArmConventions;

/**
 * The one table of which service answers what. The first rule that matches counts; fixed segments match without regard to
 * case (contract section G.3). Fixed segments must not be percent-encoded: a service would decode them and could see
 * another route than this table did.
 */
public final class RoutingTable {
    /** A rule: {@code *} is one name, {@code **} at the end anything or nothing. */
    private record Rule(List<String> pattern, boolean open, String type, Upstream upstream, long bodyBytes) {
        boolean matches(List<String> rest) {
            if (rest.size() < pattern.size() || (!open && rest.size() > pattern.size())) {
                return false;
            }
            for (int i = 0; i < pattern.size(); i++) {
                String wanted = pattern.get(i);
                if (!wanted.equals("*") && !wanted.equalsIgnoreCase(rest.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Rule> SUBSCRIPTION = List.of(
            rule("peerings/*/providers/microsoft.insights/**", INSIGHTS),
            rule("peeringServices/*/providers/microsoft.insights/**", INSIGHTS),
            rule("peerings/*/registeredPrefixes/*/latency", INSIGHTS),
            rule("peerings/*/registeredPrefixes/*/statistics", INSIGHTS),
            rule("peerings/*/registeredAsns/*/latency", INSIGHTS),
            rule("peerings/*/latency", INSIGHTS),
            rule("peerings/*/registeredPrefixes/**", PREFIX),
            rule("peerings/*/registeredAsns/**", PREFIX),
            rule("peerings/*/rpUnbilledPrefixes/**", PREFIX),
            rule("peerings/*/receivedRoutes/**", INSIGHTS),
            rule("peerings/*/statistics/**", INSIGHTS),
            rule("peerings/**", PARTNER),
            rule("peeringServices/*/connectionMonitorTests/**", INSIGHTS),
            rule("peeringServices/*/prefixes/*/latency", INSIGHTS),
            rule("peeringServices/*/prefixes/*/statistics", INSIGHTS),
            rule("peeringServices/*/latency", INSIGHTS),
            rule("peeringServices/*/prefixes/**", PREFIX),
            rule("peeringServices/**", PREFIX),
            rule("events/**", PREFIX),
            rule("routingIncidents/**", PREFIX),
            rule("webhooks/**", PREFIX),
            rule("routingReport/**", PREFIX),
            rule("initializeConnectionMonitor/**", INSIGHTS),
            rule("lookingGlass/**", INSIGHTS),
            rule("peerAsns/**", PARTNER),
            rule("legacyPeerings/**", PARTNER),
            rule("peeringLocations/**", PARTNER),
            rule("peeringServiceProviders/**", PARTNER),
            rule("peeringServiceLocations/**", PARTNER),
            rule("peeringServiceCountries/**", PARTNER),
            rule("cdnPeeringPrefixes/**", PARTNER),
            rule("checkServiceProviderAvailability/**", PARTNER));

    private static final List<Rule> TENANT = List.of(rule("operations", PARTNER));

    private static final List<Rule> OPERATOR = List.of(
            rule("routing/recordings", INSIGHTS, ArmConventions.IMPORT_BYTES),
            rule("routing/incidents/**", PREFIX),
            rule("routing/**", INSIGHTS),
            rule("agents/**", INSIGHTS),
            rule("telemetry/imports/*", INSIGHTS, ArmConventions.IMPORT_BYTES),
            rule("registries/**", PREFIX),
            rule("catalogue/import/peeringdb", PARTNER, ArmConventions.IMPORT_BYTES),
            rule("**", PARTNER));

    private static final List<Rule> AGENT = List.of(rule("tests", INSIGHTS), rule("samples", INSIGHTS));

    private RoutingTable() {}

    private static Rule rule(String pattern, Upstream upstream) {
        return rule(pattern, upstream, ArmConventions.BODY_BYTES);
    }

    private static Rule rule(String pattern, Upstream upstream, long bodyBytes) {
        boolean open = pattern.endsWith("**");
        List<String> segments = List.of(pattern.split("/", -1));
        List<String> fixed = open ? segments.subList(0, segments.size() - 1) : segments;
        String type = String.join(
                "/", fixed.stream().filter(segment -> !segment.equals("*")).toList());
        return new Rule(fixed, open, type, upstream, bodyBytes);
    }

    /** Where the path leads. */
    public static Route find(List<String> segments) {
        String first = segments.isEmpty() ? "" : segments.getFirst();
        if (first.equalsIgnoreCase("operator")) {
            return route(Scope.OPERATOR, null, OPERATOR, segments.subList(1, segments.size()));
        }
        if (first.equalsIgnoreCase("telemetry")) {
            return route(Scope.AGENT, null, AGENT, segments.subList(1, segments.size()));
        }
        if (first.equalsIgnoreCase("subscriptions") && segments.size() > 1) {
            return route(
                    Scope.SUBSCRIPTION, segments.get(1), SUBSCRIPTION, underProvider(segments, provider(segments)));
        }
        if (first.equalsIgnoreCase("providers")) {
            return route(Scope.TENANT, null, TENANT, underProvider(segments, 0));
        }
        return Route.nowhere();
    }

    private static Route route(Scope scope, @Nullable String subscription, List<Rule> rules, List<String> rest) {
        for (Rule rule : rules) {
            if (rule.matches(rest)) {
                return new Route(scope, subscription, rule.type(), rule.upstream(), rule.bodyBytes(), stream(rest));
            }
        }
        return new Route(scope, subscription, "", null);
    }

    /** {@code …/events/stream}, however it is encoded: both words may stand where names do. */
    private static boolean stream(List<String> rest) {
        return rest.size() > 1 && reads(rest.getLast(), "stream") && reads(rest.get(rest.size() - 2), "events");
    }

    private static boolean reads(String segment, String word) {
        return URLDecoder.decode(segment, StandardCharsets.UTF_8).equalsIgnoreCase(word);
    }

    private static int provider(List<String> segments) {
        return segments.size() > 3 && segments.get(2).equalsIgnoreCase("resourceGroups") ? 4 : 2;
    }

    /** What follows {@code providers/Microsoft.Peering} when that stands at the index; else nothing. */
    private static List<String> underProvider(List<String> segments, int at) {
        boolean ours = segments.size() > at + 2
                && segments.get(at).equalsIgnoreCase("providers")
                && segments.get(at + 1).equalsIgnoreCase(ResourceType.NAMESPACE);
        return ours ? segments.subList(at + 2, segments.size()) : List.of();
    }

    /** The refusal of a percent-encoded segment where no name stands. */
    public static Optional<ApiError> encodedFixedSegment(List<String> segments) {
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).indexOf('%') >= 0 && !name(segments, i)) {
                return Optional.of(ApiError.at(
                        ErrorCode.BAD_REQUEST, "path", "Only names may be percent-encoded in the request path."));
            }
        }
        return Optional.empty();
    }

    /** A resource group's or a resource's name; a subscription id is none, for authorization compares it as it is. */
    private static boolean name(List<String> segments, int i) {
        String first = segments.getFirst();
        if (first.equalsIgnoreCase("subscriptions")) {
            int provider = provider(segments);
            return i > provider + 1 ? (i - provider) % 2 == 1 : i == 3 && provider == 4;
        }
        return first.equalsIgnoreCase("operator") && i > 1;
    }
}
