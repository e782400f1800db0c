/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import org.junit.jupiter.api.Assumptions;

/** Starts stacks. */
final class Stacks {
    private Stacks() {}

    static StackUnderTest start(boolean lab) {
        return Assumptions.abort("The local stack is not built yet");
    }
}
