/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import java.util.function.Consumer;
import org.openpeering.stack.LocalStack;

/** Shows what the suite does, on a running stack. Implementations are registered as services of this interface. */
public interface Demo {
    /**
     * Runs once, after the stack is ready.
     *
     * @param step receives one line for each step, to be printed as it is
     * @throws Exception when a step does not turn out as it should; the stack keeps running
     */
    void run(LocalStack stack, Consumer<String> step) throws Exception;
}
