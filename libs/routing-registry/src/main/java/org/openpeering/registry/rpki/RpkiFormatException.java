/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.io.IOException;

/** An export that can't be read as a whole, and so is not used at all. */
public final class RpkiFormatException extends IOException {
    RpkiFormatException(String message) {
        super(message);
    }
}
