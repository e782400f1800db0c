/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.openpeering.stack.process.PortTakenException;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.StackException;

/** A number for each {@link Port}, all different. */
public final class StackPorts {
    private final Map<Port, Integer> numbers;

    private StackPorts(Map<Port, Integer> numbers) {
        this.numbers = new EnumMap<>(numbers);
    }

    public static StackPorts usual() {
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            numbers.put(port, port.usual());
        }
        return new StackPorts(numbers);
    }

    /** Ports on which nothing listens now. */
    public static StackPorts free() {
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        Set<Integer> given = new HashSet<>();
        for (Port port : Port.values()) {
            int number = Ports.free();
            while (!given.add(number)) {
                number = Ports.free();
            }
            numbers.put(port, number);
        }
        return new StackPorts(numbers);
    }

    public StackPorts with(Port port, int number) {
        if (number < 1 || number > 65_535) {
            throw new StackException(number + " is no port number (" + port.option() + ")");
        }
        Map<Port, Integer> changed = new EnumMap<>(numbers);
        changed.put(port, number);
        return new StackPorts(changed);
    }

    public int get(Port port) {
        return numbers.computeIfAbsent(port, Port::usual);
    }

    /** Throws when a port of these parts is taken; says what it is for and which setting changes it. */
    void requireFree(Set<Part> parts) {
        numbers.forEach((port, number) -> {
            if (parts.contains(port.part()) && !Ports.isFree(number)) {
                throw new PortTakenException("Port %d (%s) is taken by another program. Choose another one: %s or %s"
                        .formatted(number, port.purpose(), port.variable(), port.option()));
            }
        });
    }

    /** Throws when two settings name the same port. */
    void requireDistinct() {
        Map<Integer, Port> seen = new HashMap<>();
        numbers.forEach((port, number) -> {
            Port other = seen.put(number, port);
            if (other != null) {
                throw new StackException("Port " + number + " is set for two things: " + other.purpose() + " ("
                        + other.option() + ") and " + port.purpose() + " (" + port.option() + ")");
            }
        });
    }
}
