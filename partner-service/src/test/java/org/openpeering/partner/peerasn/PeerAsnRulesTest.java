/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ContactRole;
import org.openpeering.kit.json.Json;
import org.openpeering.partner.BadInput;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.peerasn.PeerAsnSpec.ContactSpec;
import org.openpeering.partner.peerasn.PeerAsnSpec.PropertiesSpec;

class PeerAsnRulesTest {
    private static final PartnerConfig STRICT = new PartnerConfig(false, false, new Asn(8075), List.of());
    private static final PartnerConfig LAB = new PartnerConfig(true, true, new Asn(8075), List.of());
    private static final ContactSpec NOC = new ContactSpec(ContactRole.NOC, "noc@contoso.com", "+1 (234) 567-8999");

    private static List<String> targets(PartnerConfig config, Long asn, String name, ContactSpec... contacts) {
        PeerAsnSpec spec =
                new PeerAsnSpec(new PropertiesSpec(asn == null ? null : new Asn(asn), Arrays.asList(contacts), name));
        if (!(PeerAsnRules.check(spec, config) instanceof Checked.Invalid<PeerAsnRequest>(ApiError error))) {
            return List.of();
        }
        return error.details().isEmpty()
                ? List.of(error.target())
                : error.details().stream().map(ApiError::target).toList();
    }

    static List<String> defects() {
        return BadInput.names("peerAsns");
    }

    @ParameterizedTest
    @MethodSource("defects")
    void whatIsWrongIsNamed(String defect) {
        BadInput.assertRefused("peerAsns", defect, "peerAsn", body -> {
            // The example's own number is private, which a lab accepts and the installation at hand does not.
            if (body.at("/properties/peerAsn").asLong() == 65000) {
                ((ObjectNode) body.get("properties")).put("peerAsn", 3320);
            }
            PeerAsnSpec spec = Json.mapper().convertValue(body, PeerAsnSpec.class);
            return ((Checked.Invalid<PeerAsnRequest>) PeerAsnRules.check(spec, STRICT)).error();
        });
    }

    @Property
    void onlyPublicNumbersPassOutsideALab(@ForAll @LongRange(min = 1, max = 4294967295L) long asn) {
        Asn.Use use = new Asn(asn).use();
        assertThat(targets(STRICT, asn, "Contoso", NOC).isEmpty()).isEqualTo(use == Asn.Use.PUBLIC && asn != 8075);
        assertThat(targets(LAB, asn, "Contoso", NOC).isEmpty()).isEqualTo(use != Asn.Use.RESERVED && asn != 8075);
    }

    @Example
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(targets(STRICT, null, " "))
                .containsExactly("properties.peerAsn", "properties.peerName", "properties.peerContactDetail");
        assertThat(targets(LAB, 0L, "x", NOC)).containsExactly("properties.peerAsn");
    }

    @Example
    void contactsAreCheckedOneByOne() {
        assertThat(targets(
                        STRICT,
                        3320L,
                        "Contoso",
                        NOC,
                        new ContactSpec(null, "a@b.de", null),
                        null,
                        new ContactSpec(ContactRole.POLICY, "nonsense", "call me")))
                .containsExactly(
                        "properties.peerContactDetail[1].role",
                        "properties.peerContactDetail[2].role",
                        "properties.peerContactDetail[3].email",
                        "properties.peerContactDetail[3].phone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a@b", "a b@c.de", "@c.de", "a@-", "a@b..de", "a(@b.de", "a@b@c.de"})
    void whatIsNoAddressIsRefused(String email) {
        assertThat(targets(STRICT, 3320L, "Contoso", NOC, new ContactSpec(ContactRole.OTHER, email, null)))
                .containsExactly("properties.peerContactDetail[1].email");
    }

    @Example
    void aNocMustBeReachableByMailAndPhone() {
        assertThat(targets(STRICT, 3320L, "Contoso", new ContactSpec(ContactRole.NOC, "noc@contoso.com", " ")))
                .containsExactly("properties.peerContactDetail");
    }
}
