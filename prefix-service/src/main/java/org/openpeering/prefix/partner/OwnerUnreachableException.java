/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import org.jspecify.annotations.Nullable;

/** The owner gave no answer, or one that can't be read. */
final class OwnerUnreachableException extends RuntimeException {
    OwnerUnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
