/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.secret;

import org.openpeering.kit.secret.SecretColumn.Place;

/**
 * A secret as its row has it.
 *
 * @param text {@code v1:ID OF THE KEY:BASE64 OF NONCE AND CIPHERTEXT}; anything else is from before there was encryption,
 *     and is the secret itself
 */
public record Sealed(String text, Place place) {
    /** It may be in clear. */
    @Override
    public String toString() {
        return "(sealed)";
    }
}
