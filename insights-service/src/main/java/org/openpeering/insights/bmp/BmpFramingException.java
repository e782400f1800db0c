/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.io.IOException;

/** The byte stream is not BMP, or no longer: the connection has to be closed. */
public final class BmpFramingException extends IOException {
    BmpFramingException(String message) {
        super(message);
    }
}
