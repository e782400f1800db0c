/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.util.Optional;
import java.util.function.Consumer;

/** One server of the stack, running in a process of its own. */
public interface Component {
    String name();

    /** Starts it and returns when it does its work, not only when a port answers. Does nothing if it runs. */
    void start();

    /** Asks it to end, waits, and insists. Does nothing if it does not run. */
    void stop();

    /** Ends it without warning, as a power cut would. */
    void kill9();

    /** Ends the process that an earlier launcher left behind when it was killed, if there is one. */
    void endLeftover();

    boolean isRunning();

    /** Bytes of memory resident now; 0 when not running or on a system without /proc. */
    long residentBytes();

    /** The end of its output, oldest line first. */
    String lastLines(int count);

    /** How it ended, as a shell says it: 137 when it was killed. Throws while it runs, and before its first start. */
    int exitCode();

    /**
     * What it says of itself when it can't go on and has to be started again. Empty when it is well, and when it does not
     * answer.
     */
    default Optional<String> complaint() {
        return Optional.empty();
    }

    /** Calls the listener when the process ends and neither {@link #stop} nor {@link #kill9} is the reason. */
    void onUnexpectedExit(Consumer<Component> listener);
}
