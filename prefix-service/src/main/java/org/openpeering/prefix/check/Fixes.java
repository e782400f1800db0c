/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;
import org.openpeering.prefix.evidence.SessionEvidence;

/** Texts to paste where something is to be mended. Names that only their owner knows are in capitals. */
final class Fixes {
    private Fixes() {}

    /** The announcement that is asked for, on each of the sessions. */
    static String announcement(Evidence evidence, Stream<SessionEvidence> sessions) {
        return sessions.map(session -> "announce %s to AS%s from %s (AS%s) with community %s, AS path of at most 3"
                        .formatted(
                                evidence.prefix(),
                                evidence.rules().asn(),
                                session.session().peerAddress(),
                                session.session().peerAsn(),
                                evidence.rules().community()))
                .distinct()
                .collect(Collectors.joining("\n"));
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

    static String roas(IpPrefix prefix, Collection<Asn> origins) {
        return each(origins, origin -> "prefix %s, maxLength %d, asn AS%s".formatted(prefix, prefix.length(), origin));
    }

    static String routeObjects(IpPrefix prefix, Collection<Asn> origins) {
        String type = prefix.family() == Family.IPV4 ? "route: " : "route6:";
        return each(origins, origin -> """
                %s         %s
                origin:         AS%s
                mnt-by:         YOUR-MAINTAINER
                source:         YOUR-REGISTRY
                """.formatted(type, prefix, origin));
    }

    static String autNums(Collection<Asn> origins) {
        return each(origins, origin -> """
                aut-num:        AS%s
                as-name:        YOUR-NAME
                mnt-by:         YOUR-MAINTAINER
                source:         YOUR-REGISTRY
                """.formatted(origin));
    }

    private static String each(Collection<Asn> origins, Function<Asn, String> text) {
        return origins.stream().sorted().distinct().map(text).collect(Collectors.joining("\n"));
    }
}
