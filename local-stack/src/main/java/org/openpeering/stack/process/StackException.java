/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import org.jspecify.annotations.Nullable;

/** Something that the person at the keyboard can understand and mend; the message says what and how. */
public class StackException extends RuntimeException {
    public StackException(String message) {
        super(message);
    }

    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
