/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.replay.scenario.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What {@code local-stack/replay} was asked for.
 *
 * @param list whether all scenarios are to be named, and nothing played
 * @param staged the scenario in the place of a file; null for none
 * @param router as which router, or collector of RIS Live
 * @param port where BMP is taken, or where RIS Live is served
 * @param source the address from which the router connects
 * @param stay whether it stays connected at the end
 */
record Options(
        boolean help,
        boolean list,
        Path file,
        @Nullable Staged staged,
        As as,
        Speed speed,
        String router,
        int port,
        InetAddress source,
        boolean stay) {
    /** What the suite takes it for. */
    enum As {
        BMP,
        RIS
    }

    private static final String SCENARIO = "--scenario";
    static final String BMP_PORT = "OPENPEERING_BMP_PORT";
    private static final int USUAL_BMP_PORT = 11_019;
    private static final int USUAL_RIS_PORT = 8_190;
    private static final int WIDTH = 120;

    /** Reads arguments and environment; an argument wins. */
    static Options parse(String[] arguments, Map<String, String> environment) {
        ParseResult given = parse(arguments);
        String scenario = text(given, SCENARIO, "");
        boolean list = scenario.equals(Staged.LIST);
        if (given.isUsageHelpRequested() || list) {
            InetAddress nowhere = InetAddress.getLoopbackAddress();
            return new Options(!list, list, Path.of(""), null, As.BMP, Speed.MAX, "", 0, nowhere, false);
        }
        Staged staged = scenario.isEmpty() ? null : staged(given, scenario);
        String file = given.matchedPositionalValue(0, "");
        if (file.isEmpty() == (staged == null)) {
            throw wrong(
                    staged == null
                            ? "Missing required parameter: FILE, or " + SCENARIO
                            : "Either FILE or " + SCENARIO + ", not both");
        }
        if (!given.hasMatchedOption("--as")) {
            throw wrong("Missing required option: --as bmp or --as ris");
        }
        As as = as(text(given, "--as", ""));
        return new Options(
                false,
                false,
                Path.of(file),
                staged,
                as,
                Speed.parse(text(given, "--speed", "1x")),
                text(given, "--router", "replay"),
                port(given, environment, as),
                source(text(given, "--source", "127.0.0.1")),
                given.hasMatchedOption("--stay"));
    }

    private static ParseResult parse(String[] arguments) {
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        try {
            return new CommandLine(spec()).setExpandAtFiles(false).parseArgs(arguments);
        } catch (ParameterException e) {
            throw wrong(e.getMessage());
        }
    }

    private static ReplayException wrong(@Nullable String what) {
        return ReplayException.unusable(what + "\n\n" + usage().strip());
    }

    private static Staged staged(ParseResult given, String scenario) {
        return new Staged(
                Staged.incident(scenario),
                Staged.settings(
                        text(given, "--routes", Integer.toString(Settings.DEFAULT.routes())),
                        text(given, "--seed", Long.toString(Settings.DEFAULT.seed())),
                        given.matchedOptionValue("--victim", null),
                        given.matchedOptionValue("--owner", null),
                        given.matchedOptionValue("--upstream", null)),
                given.hasMatchedOption("--roas") ? roas(text(given, "--roas", "")) : null);
    }

    private static Path roas(String text) {
        Path file = Path.of(text).toAbsolutePath();
        Path folder = file.getParent();
        if (text.isEmpty() || folder == null || Files.isDirectory(file) || !Files.isDirectory(folder)) {
            throw ReplayException.unusable("--roas is a file in a folder that there is, not \"" + text + "\"");
        }
        return file;
    }

    private static As as(String text) {
        return switch (text) {
            case "bmp" -> As.BMP;
            case "ris" -> As.RIS;
            default -> throw ReplayException.unusable("--as is bmp or ris, not \"" + text + "\"");
        };
    }

    private static int port(ParseResult given, Map<String, String> environment, As as) {
        String usual = as == As.RIS
                ? Integer.toString(USUAL_RIS_PORT)
                : environment.getOrDefault(BMP_PORT, Integer.toString(USUAL_BMP_PORT));
        String text = text(given, "--port", usual);
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65_535) {
            throw ReplayException.unusable("\"" + text + "\" is no port number");
        }
        return port;
    }

    private static InetAddress source(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw ReplayException.unusable("--source is an address of this machine, not \"" + text + "\"");
        }
    }

    private static String text(ParseResult given, String option, String otherwise) {
        return given.hasMatchedOption(option) ? given.<String>matchedOptionValue(option, otherwise) : otherwise;
    }

    static String usage() {
        return new CommandLine(spec()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create()
                .name("local-stack/replay")
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("FILE")
                        .type(String.class)
                        .required(false)
                        .arity("0..1")
                        .description(
                                "a recording in MRT, plain or in gzip or bzip2; for bmp also what a router sent as BMP")
                        .build())
                .addOption(value("--as", "bmp|ris", "an edge router that reports over BMP, or a server of RIS Live")
                        .build())
                .addOption(value(SCENARIO, "NAME", "what became known in public, in place of a file; list names all")
                        .build())
                .addOption(value(
                                "--victim",
                                "PREFIX",
                                "stands for the first prefix of the scenario; parts keep their place")
                        .build())
                .addOption(value("--owner", "ASN", "stands for its origin").build())
                .addOption(value("--upstream", "ASN", "stands between it and the others")
                        .build())
                .addOption(value("--roas", "FILE", "where the scenario's ROAs are put; ./start --roas=FILE reads them")
                        .build())
                .addOption(value(
                                "--routes",
                                "N",
                                "of a scenario with thousands of prefixes at most so many (usually "
                                        + Settings.DEFAULT.routes() + ")")
                        .build())
                .addOption(value("--seed", "N", "of what a scenario draws (usually " + Settings.DEFAULT.seed() + ")")
                        .build())
                .addOption(
                        value("--speed", "SPEED", "seconds of the recording in one, such as 1x (usual) and 10x; or max")
                                .build())
                .addOption(value(
                                "--router",
                                "NAME",
                                "the router's name in the inventory, or the collector's (usually replay)")
                        .build())
                .addOption(value(
                                "--port",
                                "PORT",
                                "where BMP is taken (" + BMP_PORT + ", usually " + USUAL_BMP_PORT
                                        + "), or where to serve RIS Live (usually " + USUAL_RIS_PORT + ")")
                        .build())
                .addOption(value("--source", "ADDRESS", "from which the router connects (usually 127.0.0.1)")
                        .build())
                .addOption(OptionSpec.builder("--stay")
                        .description("stay connected at the end, with all sessions up, until Ctrl-C")
                        .build())
                .addOption(OptionSpec.builder("--help", "-h")
                        .usageHelp(true)
                        .description("this text")
                        .build());
        spec.usageMessage()
                .width(WIDTH)
                .sortOptions(false)
                .description("Plays a recording of BGP, or a scenario, against a running suite.", "");
        return spec;
    }

    private static OptionSpec.Builder value(String name, String label, String description) {
        return OptionSpec.builder(name).type(String.class).paramLabel(label).description(description);
    }
}
