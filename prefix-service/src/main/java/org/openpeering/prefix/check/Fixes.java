/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;
import org.openpeering.prefix.evidence.RegistryEvidence.Aspa;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.network.AsnRule;
import org.openpeering.prefix.network.NetworkRules;

/**
 * Texts to paste where something is to be mended. Names that only their owner knows are in capitals. Nothing is suggested
 * that can not be right: no number that nobody can hold or that is this network's own, no origin that may not announce the
 * prefix; {@link RuleSet} suggests nothing at all for a prefix that is not public. Where nothing is left to suggest the text
 * is null. Tested by {@code FixesTest}.
 */
final class Fixes {
    private Fixes() {}

    /** The announcement that is asked for, on each of the sessions. */
    static @Nullable String announcement(Evidence evidence, Stream<SessionEvidence> sessions) {
        return lines(
                sessions.filter(session -> holdable(evidence, session.session().peerAsn()))
                        .map(session -> "announce %s to AS%s from %s (AS%s) with community %s, AS path of at most %d"
                                .formatted(
                                        evidence.prefix(),
                                        evidence.rules().asn(),
                                        session.session().peerAddress(),
                                        session.session().peerAsn(),
                                        evidence.rules().community(),
                                        NetworkRules.LONGEST_PATH)));
    }

    /** The body of the customer's call. */
    static String key(IpPrefix prefix) {
        return "{\"properties\": {\"prefix\": \"%s\", \"peeringServicePrefixKey\": \"KEY-FROM-YOUR-PROVIDER\"}}"
                .formatted(prefix);
    }

    /** Where to look up whom to choose. */
    static String providers() {
        return "GET /subscriptions/YOUR-SUBSCRIPTION/providers/Microsoft.Peering/peeringServiceProviders";
    }

    /** What to ask the provider for. */
    static String sessions(Evidence evidence, Choice choice, String location, int count) {
        return "at least %d of %s's sessions with AS%s up at %s%s, each with useForPeeringService"
                .formatted(
                        count,
                        choice.provider(),
                        evidence.rules().asn(),
                        location,
                        count == 1 ? "" : ", on as many routers");
    }

    /** The calls that make origins the customer's. */
    static @Nullable String peerAsns(Evidence evidence, String name, Stream<Asn> origins) {
        return lines(origins.filter(asn -> holdable(evidence, asn))
                .sorted()
                .map(asn -> "PUT /subscriptions/YOUR-SUBSCRIPTION/providers/Microsoft.Peering/peerAsns/" + name
                        + " {\"properties\": {\"peerAsn\": " + asn
                        + ", \"peerName\": \"YOUR-NAME\", \"peerContactDetail\": [YOUR-NOC]}}"));
    }

    static @Nullable String roas(Evidence evidence, Collection<Asn> origins) {
        IpPrefix prefix = evidence.prefix();
        return each(
                evidence,
                origins,
                origin -> "prefix %s, maxLength %d, asn AS%s".formatted(prefix, prefix.length(), origin));
    }

    static @Nullable String routeObjects(Evidence evidence, Collection<Asn> origins) {
        String type = evidence.prefix().family() == Family.IPV4 ? "route: " : "route6:";
        return each(evidence, origins, origin -> """
                %s         %s
                origin:         AS%s
                mnt-by:         YOUR-MAINTAINER
                source:         YOUR-REGISTRY
                """.formatted(type, evidence.prefix(), origin));
    }

    static @Nullable String autNums(Evidence evidence, Collection<Asn> origins) {
        return each(evidence, origins, origin -> """
                aut-num:        AS%s
                as-name:        YOUR-NAME
                mnt-by:         YOUR-MAINTAINER
                source:         YOUR-REGISTRY
                """.formatted(origin));
    }

    /** The attestation of a customer with one provider more. */
    static @Nullable String attestation(Evidence evidence, Aspa aspa, Asn provider) {
        boolean possible = holdable(evidence, aspa.customer()) && holdable(evidence, provider);
        return !possible
                ? null
                : "customer AS" + aspa.customer() + ", providers "
                        + Stream.concat(aspa.providers().stream(), Stream.of(provider))
                                .filter(asn -> holdable(evidence, asn))
                                .distinct()
                                .sorted()
                                .map(asn -> "AS" + asn)
                                .collect(Collectors.joining(", "));
    }

    private static @Nullable String each(Evidence evidence, Collection<Asn> origins, Function<Asn, String> text) {
        return lines(origins.stream()
                .filter(origin -> holdable(evidence, origin) && mayOriginate(evidence, origin))
                .sorted()
                .map(text));
    }

    static @Nullable String lines(Stream<String> texts) {
        String text = texts.distinct().collect(Collectors.joining("\n"));
        return text.isEmpty() ? null : text;
    }

    /** Whether a partner or a customer can hold the number. */
    private static boolean holdable(Evidence evidence, Asn asn) {
        return AsnRule.fit(asn, evidence.rules())
                && !asn.equals(evidence.rules().asn());
    }

    /** Whether the origin is one that the key, or the customer's and the partner's numbers, allow, where they are known. */
    private static boolean mayOriginate(Evidence evidence, Asn origin) {
        Choice choice = evidence.choice();
        if (choice != null && choice.origin() != null) {
            return origin.equals(choice.origin());
        }
        return choice == null || choice.origins() == null || choice.origins().knows(origin);
    }
}
