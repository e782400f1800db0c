/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import org.openpeering.contract.net.Asn;
import org.openpeering.kit.sql.Row;
import org.openpeering.prefix.key.KeyOwner;
import org.openpeering.prefix.registration.Registered;
import org.openpeering.prefix.registration.Registration;

/** A customer's AS number under a route server peering. */
public record RegisteredAsn(Registration registration, Asn asn) implements Registered<RegisteredAsn> {
    static RegisteredAsn of(Row row) {
        return new RegisteredAsn(Registration.of(row), new Asn(row.number("asn")));
    }

    @Override
    public RegisteredAsn with(Registration changed) {
        return new RegisteredAsn(changed, asn);
    }

    @Override
    public KeyOwner owner() {
        return KeyOwner.asn(id().key());
    }
}
