/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.stack.process.StackException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What {@code ./start} was asked for. The script answers help, version and wrong options by itself, with the words of this
 * class ({@code build-config/start-help.txt}), so that nothing has to be built for that.
 *
 * @param data where the data goes; null for {@code .local} in the source tree
 * @param risLive the server of RIS Live to hear; null for none
 * @param roas a validator's export to read; null for none
 */
record Options(
        boolean help,
        boolean reset,
        boolean lab,
        boolean reservedNumbers,
        boolean demo,
        Set<Part> parts,
        @Nullable Path data,
        @Nullable String risLive,
        @Nullable Path roas,
        StackPorts ports) {

    private static final String HELP = "--help";
    private static final String VERSION = "--version";
    private static final String YES = "--yes";
    private static final String RESET = "--reset";
    private static final String LAB = "--lab";
    private static final String RESERVED_NUMBERS = "--reserved-numbers";
    private static final String DEMO = "--demo";
    private static final String PARTS = "--parts";
    private static final String DATA = "--data";
    private static final String DATA_VARIABLE = "OPENPEERING_DATA";
    private static final String RIS_LIVE = "--ris-live";
    private static final String RIS_LIVE_VARIABLE = "OPENPEERING_RIS_LIVE_URL";
    private static final String ROAS = "--roas";
    private static final int WIDTH = 120;

    /** Reads arguments and environment; an argument wins. Throws a {@link StackException} that names what is wrong. */
    static Options parse(String[] arguments, Map<String, String> environment) {
        ParseResult given = parse(arguments);
        boolean lab = given.hasMatchedOption(LAB);
        boolean demo = given.hasMatchedOption(DEMO);
        return new Options(
                given.isUsageHelpRequested(),
                given.hasMatchedOption(RESET),
                lab,
                lab || demo || given.hasMatchedOption(RESERVED_NUMBERS),
                demo,
                parts(given),
                data(given, environment),
                given.hasMatchedOption(RIS_LIVE) ? text(given, RIS_LIVE) : environment.get(RIS_LIVE_VARIABLE),
                given.hasMatchedOption(ROAS) ? Path.of(text(given, ROAS)).toAbsolutePath() : null,
                ports(given, environment));
    }

    private static ParseResult parse(String[] arguments) {
        CommandLine line = new CommandLine(spec())
                .setExpandAtFiles(false)
                // The last one counts, so that a wrapper's options can be followed by one's own.
                .setOverwrittenOptionsAllowed(true);
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        try {
            return line.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new StackException(message(e) + "\n\n" + usage().strip(), e);
        }
    }

    private static String message(ParameterException e) {
        return switch (e) {
            case UnmatchedArgumentException unmatched ->
                "Unknown option " + unmatched.getUnmatched().getFirst();
            case MissingParameterException missing
            when missing.getMissing().getFirst() instanceof OptionSpec option ->
                option.longestName() + " needs a value";
            default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
        };
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create()
                .name("./start")
                .addOption(flag(LAB, "accept documentation and private numbers, approve by itself; for trying things"))
                .addOption(flag(RESERVED_NUMBERS, "only accept documentation and private numbers"))
                .addOption(flag(DEMO, "show what the suite does, then keep running"))
                .addOption(flag(RESET, "forget the data of earlier runs first"))
                .addOption(value(PARTS, "LIST", "only these, with commas: " + labels()))
                .addOption(value(DATA, "FOLDER", "keep the data there instead of .local (also " + DATA_VARIABLE + ")"))
                .addOption(value(
                        RIS_LIVE,
                        "URL",
                        "hear RIS Live there, such as local-stack/replay --as ris (also " + RIS_LIVE_VARIABLE + ")"))
                .addOption(value(
                        ROAS,
                        "FILE",
                        "read the RPKI there, a validator's export such as local-stack/replay --roas writes"))
                .addOption(flag(YES, "install what is missing for building and running, without asking"))
                .addOption(flag(VERSION, "which version this is"))
                .addOption(OptionSpec.builder(HELP, "-h")
                        .usageHelp(true)
                        .description("this text")
                        .build());
        for (Port port : Port.values()) {
            // Told in the table below the options, with variable and usual value.
            spec.addOption(OptionSpec.builder(port.option())
                    .type(String.class)
                    .hidden(true)
                    .build());
        }
        spec.usageMessage()
                .width(WIDTH)
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .description("Runs OpenPeering on this machine: PostgreSQL, Kafka, Keycloak and the services.", "")
                .footer(portTable());
        return spec;
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).description(description).build();
    }

    private static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static String labels() {
        return Arrays.stream(Part.values()).map(Part::label).collect(Collectors.joining(","));
    }

    private static String[] portTable() {
        Stream<String> title =
                Stream.of("", "Ports, all of 127.0.0.1 (option, environment variable, usual value):", "");
        Stream<String> rows = Arrays.stream(Port.values())
                .map(port -> String.format(
                        Locale.ROOT,
                        "  %-28s %-40s %5d  %s",
                        port.option(),
                        port.variable(),
                        port.usual(),
                        port.purpose()));
        return Stream.concat(title, rows).toArray(String[]::new);
    }

    private static Set<Part> parts(ParseResult given) {
        String labels = text(given, PARTS);
        if (labels == null) {
            return EnumSet.allOf(Part.class);
        }
        return Arrays.stream(labels.split(",", -1))
                .map(Options::part)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    private static Part part(String label) {
        return Arrays.stream(Part.values())
                .filter(part -> part.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new StackException("There is no part \"" + label + "\"; ./start --help lists them"));
    }

    private static @Nullable Path data(ParseResult given, Map<String, String> environment) {
        String data = given.hasMatchedOption(DATA) ? text(given, DATA) : environment.get(DATA_VARIABLE);
        return data == null ? null : Path.of(data);
    }

    private static StackPorts ports(ParseResult given, Map<String, String> environment) {
        StackPorts ports = StackPorts.usual();
        for (Port port : Port.values()) {
            ports = with(ports, port, port.variable(), environment.get(port.variable()));
            ports = with(ports, port, port.option(), text(given, port.option()));
        }
        return ports;
    }

    private static StackPorts with(StackPorts ports, Port port, String setting, @Nullable String value) {
        if (value == null) {
            return ports;
        }
        try {
            return ports.with(port, Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw new StackException(setting + ": \"" + value + "\" is no port number", e);
        }
    }

    private static @Nullable String text(ParseResult given, String option) {
        return given.hasMatchedOption(option) ? given.<String>matchedOptionValue(option, "") : null;
    }

    static String usage() {
        return new CommandLine(spec()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }
}
