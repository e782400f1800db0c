/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

/** A text or number is not what its type says. The message is fit for the caller and quotes the value. */
public final class MalformedValueException extends IllegalArgumentException {
    public MalformedValueException(String message) {
        super(message);
    }
}
