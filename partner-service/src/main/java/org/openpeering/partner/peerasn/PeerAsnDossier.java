/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpeering.partner.approval.DossierFact;
import org.openpeering.partner.peeringdb.PeeringDbNetwork;

/** What helps to decide whether a subscription may speak for an AS number. */
final class PeerAsnDossier {
    private static final String PEERINGDB = "PeeringDB";

    private PeerAsnDossier() {}

    /**
     * @param claims everybody's claims to the number, this one among them
     * @param profile PeeringDB's, if a dump was imported that has it
     */
    static List<DossierFact> of(PeerAsn claim, List<PeerAsn> claims, Optional<PeeringDbNetwork> profile) {
        List<DossierFact> facts = new ArrayList<>();
        for (PeerAsn other : claims) {
            if (!other.id().equals(claim.id())) {
                facts.add(new DossierFact(
                        "PeerAsns",
                        true,
                        "AS%s is also claimed by %s (%s), validationState %s"
                                .formatted(
                                        other.asn(),
                                        other.id(),
                                        other.peerName(),
                                        other.state().wire())));
            }
        }
        if (facts.isEmpty()) {
            facts.add(new DossierFact("PeerAsns", false, "No other subscription claims AS" + claim.asn()));
        }
        facts.add(profile.map(network -> profile(claim, network))
                .orElseGet(() -> new DossierFact(
                        PEERINGDB,
                        true,
                        "No profile of AS" + claim.asn() + " is known; import a dump to learn of it")));
        facts.add(new DossierFact(
                "RPKI, routing registries",
                false,
                "GET /operator/registries/asns/" + claim.asn() + " tells what they say"));
        return facts;
    }

    /** The name should be close to that of the profile (contract section C.3). */
    private static DossierFact profile(PeerAsn claim, PeeringDbNetwork network) {
        boolean alike = words(claim.peerName()).stream().anyMatch(words(network.name())::contains);
        boolean concern = !network.status().equals("ok") || !alike;
        return new DossierFact(
                PEERINGDB,
                concern,
                "AS%s is '%s', status %s, as-set %s, %s IPv4 prefixes, policy %s, seen %s; the claim says '%s'"
                        .formatted(
                                network.asn(),
                                network.name(),
                                network.status(),
                                network.irrAsSet(),
                                network.infoPrefixes4(),
                                network.policyGeneral(),
                                network.importedAt(),
                                claim.peerName()));
    }

    private static Set<String> words(String name) {
        return Stream.of(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> word.length() > 2)
                .collect(Collectors.toSet());
    }
}
