/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SkuTest {

    @Property
    void aNameIsReadInAnyCaseAndConsistsOfTierFamilyAndSize(@ForAll Sku sku, @ForAll boolean upper) {
        String text = upper ? sku.wire().toUpperCase(java.util.Locale.ROOT) : sku.wire();
        assertThat(Sku.parse(text)).contains(sku);
        assertThat(sku.wire())
                .isEqualTo(sku.tier().wire() + "_" + sku.family().wire() + "_"
                        + sku.size().wire());
    }

    @Example
    void unknownNamesAreNotSkus() {
        assertThat(Sku.parse("Basic_Premium_Free")).isEmpty();
        assertThat(Sku.parse("")).isEmpty();
    }

    @Property
    void theOnlyWayIsFromBasicToPremium(@ForAll Sku from, @ForAll Sku to) {
        boolean upgrade = from == Sku.BASIC_DIRECT_FREE && to == Sku.PREMIUM_DIRECT_FREE;
        assertThat(from.becomes(to)).isEqualTo(from == to || upgrade);
    }
}
