/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.T0;
import static org.openpeering.prefix.testing.Make.observed;
import static org.openpeering.prefix.testing.Make.required;
import static org.openpeering.prefix.testing.Make.route;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;
import org.openpeering.prefix.evidence.Evidence.Origins;
import org.openpeering.prefix.evidence.Evidence.OwnAsn;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.network.NetworkRules;

/** Who may originate a prefix: the partner, or the customer by a PeerAsn of the partner's name. */
class OriginCheckTest {
    private static final String P = "203.0.113.0/24";
    private static final Asn PARTNER = new Asn(3320);
    private static final Asn OWN = new Asn(1273);

    private static Examination examine(AsPath path, Asn ofKey, OwnAsn... own) {
        Origins origins = ofKey == null ? new Origins(List.of(PARTNER), "Contoso", List.of(own)) : null;
        Choice choice =
                new Choice("Contoso", true, "Amsterdam", true, null, true, true, ofKey, "0123456789abcdef", origins);
        SessionEvidence session = new SessionEvidence(
                required("192.0.2.1", PARTNER.value(), "Amsterdam", SessionRole.PRIMARY),
                List.of(observed("r1", "192.0.2.1", PARTNER.value(), true, 1)),
                List.of(route(P, "r1", "192.0.2.1", PARTNER.value(), path, MAPS)));
        return new OriginCheck()
                .examine(new Evidence(
                        T0,
                        IpPrefix.parse(P),
                        new NetworkRules(new Asn(8075), MAPS, false),
                        choice,
                        List.of(session),
                        5,
                        5,
                        Set.of()));
    }

    @Test
    void thePartnerOriginatesWhatItRegistered() {
        assertThat(examine(AsPath.of(3320), null).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void theCustomerOriginatesWithAPeerAsnOfThePartnersName() {
        assertThat(examine(AsPath.of(3320, 1273), null, new OwnAsn("contoso", OWN))
                        .verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void aPeerAsnOfAnotherNameIsAWarningWithWhatToPut() {
        Examination said = examine(AsPath.of(3320, 1273), null, new OwnAsn("mine", OWN));

        assertThat(said.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(said.code()).isEqualTo("PeerAsnNameDiffers");
        assertThat(said.fix()).contains("/peerAsns/Contoso", "\"peerAsn\": 1273");
    }

    @Test
    void aStrangersOriginFails() {
        Examination said = examine(AsPath.of(3320, 174), null, new OwnAsn("Contoso", OWN));

        assertThat(said.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(said.code()).isEqualTo("OriginAsnNotRegistered");
        assertThat(said.findings()).hasSize(1);
        assertThat(said.fix()).contains("\"peerAsn\": 174");
    }

    @Test
    void aPathThatEndsInASetHasNoLawfulOrigin() {
        AsPath set = new AsPath(List.of(List.of(PARTNER), List.of(OWN, new Asn(174))));

        assertThat(examine(set, null, new OwnAsn("Contoso", OWN)).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void theKeyOfAnAsnIsForWhatThatOriginates() {
        assertThat(examine(AsPath.of(3320, 1273), OWN).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(examine(AsPath.of(3320), OWN).code()).isEqualTo("WrongOriginAsn");
    }
}
