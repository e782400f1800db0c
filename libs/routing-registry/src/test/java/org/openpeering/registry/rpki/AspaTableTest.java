/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openpeering.contract.net.Asn;
import org.openpeering.registry.rpki.AspaTable.Attestation;

class AspaTableTest {
    @Provide
    Arbitrary<Asn> asns() {
        return VrpArbitraries.asns();
    }

    @Provide
    Arbitrary<Map<Asn, Set<Asn>>> attested() {
        return Arbitraries.maps(asns(), asns().set().ofMaxSize(4));
    }

    @Property
    void saysWhatTheMapSays(
            @ForAll("attested") Map<Asn, Set<Asn>> attested,
            @ForAll("asns") Asn customer,
            @ForAll("asns") Asn provider) {
        AspaTable table = AspaTable.of(attested);
        Set<Asn> named = attested.get(customer);

        assertThat(table.attestation(customer, provider))
                .isEqualTo(
                        named == null
                                ? Attestation.NONE
                                : named.contains(provider) ? Attestation.PROVIDER : Attestation.NOT_PROVIDER);
        assertThat(table.providers(customer))
                .isEqualTo(named == null ? List.of() : named.stream().sorted().toList());
        assertThat(table.customers())
                .isEqualTo(attested.keySet().stream().sorted().toList());
    }
}
