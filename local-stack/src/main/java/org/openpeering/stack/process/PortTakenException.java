/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

/** A port that the stack needs is in use by another program. */
public final class PortTakenException extends StackException {
    public PortTakenException(String message) {
        super(message);
    }
}
