/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.network;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.error.ArmException;
import org.openpeering.prefix.Refusals;

/** Which AS numbers can be registered: public ones; in a lab private and documentation ones too. */
public final class AsnRule {
    private static final String TARGET = "properties.asn";

    private AsnRule() {}

    public static Asn check(@Nullable Long number, NetworkRules rules) {
        if (number == null) {
            throw new ArmException(Refusals.missing(TARGET));
        }
        if (number < 1 || number > Asn.MAX) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_ASN, TARGET, "AS number " + number + " is not in 1-" + Asn.MAX + "."));
        }
        Asn asn = new Asn(number);
        if (!fit(asn, rules)) {
            throw new ArmException(
                    ApiError.at(ErrorCode.INVALID_ASN, TARGET, "AS number " + asn + " is not a public one."));
        }
        return asn;
    }

    /** Whether somebody can hold the number. */
    public static boolean fit(Asn asn, NetworkRules rules) {
        return switch (asn.use()) {
            case PUBLIC -> true;
            case PRIVATE, DOCUMENTATION -> rules.reservedNumbers();
            case RESERVED -> false;
        };
    }
}
