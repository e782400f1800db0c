/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.util.List;
import java.util.function.Consumer;
import org.openpeering.stack.process.Component;

/** Writes down what is asked of it. */
class FakeComponent implements Component {
    private final String name;
    private final List<String> calls;
    private boolean running;

    FakeComponent(String name, List<String> calls) {
        this.name = name;
        this.calls = calls;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        calls.add("start " + name);
        running = true;
    }

    @Override
    public void stop() {
        if (running) {
            calls.add("stop " + name);
        }
        running = false;
    }

    @Override
    public void kill9() {
        running = false;
    }

    @Override
    public void endLeftover() {}

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public long residentBytes() {
        return 0;
    }

    @Override
    public String lastLines(int count) {
        return "out of memory";
    }

    @Override
    public int exitCode() {
        return 137;
    }

    @Override
    public void onUnexpectedExit(Consumer<Component> listener) {}
}
