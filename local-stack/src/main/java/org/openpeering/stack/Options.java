/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.stack.process.StackException;

/**
 * What {@code ./start} was asked for.
 *
 * @param data where the data goes; null for {@code .local} in the source tree
 */
record Options(
        boolean help,
        boolean reset,
        boolean lab,
        boolean reservedNumbers,
        boolean demo,
        Set<Part> parts,
        @Nullable Path data,
        StackPorts ports) {

    /** Reads arguments and environment; an argument wins. Throws a {@link StackException} that names what is wrong. */
    static Options parse(String[] arguments, Map<String, String> environment) {
        boolean help = false;
        boolean reset = false;
        boolean lab = false;
        boolean reservedNumbers = false;
        boolean demo = false;
        Set<Part> parts = EnumSet.allOf(Part.class);
        String data = environment.get("OPENPEERING_DATA");
        StackPorts ports = portsOf(environment);
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            switch (argument) {
                case "--help", "-h" -> help = true;
                case "--reset" -> reset = true;
                case "--lab" -> lab = true;
                case "--reserved-numbers" -> reservedNumbers = true;
                case "--demo" -> demo = true;
                default -> {
                    String[] words = argument.split("=", 2);
                    switch (words[0]) {
                        case "--data" -> data = value(words, rest);
                        case "--parts" -> parts = partsOf(value(words, rest));
                        default -> {
                            Port port = portOf(words[0]);
                            ports = ports.with(port, number(port.option(), value(words, rest)));
                        }
                    }
                }
            }
        }
        Path folder = data == null ? null : Path.of(data);
        return new Options(help, reset, lab, lab || demo || reservedNumbers, demo, parts, folder, ports);
    }

    private static StackPorts portsOf(Map<String, String> environment) {
        StackPorts ports = StackPorts.usual();
        for (Port port : Port.values()) {
            String value = environment.get(port.variable());
            if (value != null) {
                ports = ports.with(port, number(port.variable(), value));
            }
        }
        return ports;
    }

    private static Set<Part> partsOf(String labels) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String label : labels.split(",", -1)) {
            parts.add(Arrays.stream(Part.values())
                    .filter(part -> part.label().equals(label))
                    .findFirst()
                    .orElseThrow(
                            () -> new StackException("There is no part \"" + label + "\"; ./start --help lists them")));
        }
        return parts;
    }

    private static Port portOf(String option) {
        for (Port port : Port.values()) {
            if (port.option().equals(option)) {
                return port;
            }
        }
        throw new StackException("Unknown option " + option + "; ./start --help lists them");
    }

    private static String value(String[] words, Deque<String> rest) {
        if (words.length == 2) {
            return words[1];
        }
        if (rest.isEmpty()) {
            throw new StackException(words[0] + " needs a value");
        }
        return rest.removeFirst();
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new StackException(name + ": \"" + value + "\" is no port number", e);
        }
    }

    static String usage() {
        StringBuilder text = new StringBuilder("""
                Runs OpenPeering on this machine: PostgreSQL, Kafka, Keycloak and the services.

                  ./start [options]

                  --lab               accept documentation and private numbers, approve by itself; for trying things
                  --reserved-numbers  only accept documentation and private numbers
                  --demo              show what the suite does, then keep running
                  --reset             forget the data of earlier runs first
                  --parts LIST        only these, with commas: postgres,kafka,keycloak,partner,prefix,insights,gateway
                  --data FOLDER       keep the data there instead of .local (also OPENPEERING_DATA)
                  --help              this text

                Ports, all of 127.0.0.1 (option, environment variable, usual value):

                """);
        for (Port port : Port.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-28s %-40s %5d  %s%n",
                    port.option(),
                    port.variable(),
                    port.usual(),
                    port.purpose()));
        }
        return text.toString();
    }
}
