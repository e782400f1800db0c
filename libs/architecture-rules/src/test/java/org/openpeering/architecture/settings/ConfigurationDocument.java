/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.architecture.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code docs/operations/configuration.md}: what stands above the mark is written by hand, the tables below are made. */
final class ConfigurationDocument {
    static final String MARK = "<!-- Made from the sources; CONTRIBUTING.md says how. -->";
    static final Path ROOT = Path.of("..", "..");
    static final Path FILE = ROOT.resolve("docs/operations/configuration.md");

    private static final Path FRAMEWORK = Path.of("src/test/resources/framework-settings.txt");
    private static final String PROFILE = "%prod.";

    private static final List<Service> SERVICES = List.of(
            Service.of(
                    "partner-service",
                    "kit-start",
                    "kit-tenancy",
                    "kit-tracing",
                    "kit-http",
                    "kit-messaging",
                    "kit-persistence"),
            Service.of(
                    "prefix-service",
                    "kit-start",
                    "kit-tenancy",
                    "kit-tracing",
                    "kit-http",
                    "kit-messaging",
                    "kit-persistence"),
            Service.of(
                    "insights-service",
                    "kit-start",
                    "kit-tenancy",
                    "kit-tracing",
                    "kit-http",
                    "kit-messaging",
                    "kit-persistence"),
            Service.of("gateway", "kit-start", "kit-tenancy", "kit-tracing"));

    /**
     * A service.
     *
     * @param modules the libraries that its settings also come from and its own, the one that overrides the others last
     */
    private record Service(String label, List<Path> modules) {
        static Service of(String label, String... libraries) {
            return new Service(
                    label,
                    Stream.concat(
                                    Stream.of(libraries)
                                            .map(library -> ROOT.resolve("libs").resolve(library)),
                                    Stream.of(ROOT.resolve(label)))
                            .toList());
        }
    }

    private ConfigurationDocument() {}

    /** The document as it should be: its own introduction, and the tables. */
    static String made() throws IOException {
        String written = Files.readString(FILE);
        int mark = written.indexOf(MARK);
        if (mark < 0) {
            throw new IllegalStateException(FILE + " has no line " + MARK);
        }
        StringBuilder document =
                new StringBuilder(written.substring(0, mark)).append(MARK).append('\n');
        for (Service service : SERVICES) {
            document.append("\n## ").append(service.label).append("\n\n");
            document.append("| key | environment variable | default | description |\n| --- | --- | --- | --- |\n");
            Properties configured = configured(service);
            for (Setting setting : settings(service)) {
                document.append(setting.row(value(configured, setting.key()))).append('\n');
            }
        }
        return document.toString();
    }

    /** Every setting of every service. */
    static List<Setting> all() throws IOException {
        List<Setting> all = new ArrayList<>();
        for (Service service : SERVICES) {
            all.addAll(settings(service));
        }
        return all;
    }

    /** Every key that a property file of a service says, of whatever profile. */
    static Set<String> packaged() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Service service : SERVICES) {
            keys.addAll(configured(service).stringPropertyNames());
        }
        return keys;
    }

    /** The files whose mappings are in the document. */
    static List<Path> documented() throws IOException {
        return each(
                SERVICES.stream().flatMap(service -> service.modules.stream()).distinct(), Mappings::files);
    }

    /** The files with a mapping in the whole tree. */
    static List<Path> inTheTree() throws IOException {
        try (Stream<Path> poms = Files.find(ROOT, 3, (file, _) -> file.endsWith("pom.xml"))) {
            return each(poms.map(Path::getParent), Mappings::files);
        }
    }

    private static List<Setting> settings(Service service) throws IOException {
        List<Setting> ours = new ArrayList<>(each(service.modules.stream(), Mappings::in));
        ours.sort(Comparator.comparing(Setting::key));
        Properties configured = configured(service);
        for (String line : Files.readAllLines(FRAMEWORK)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                framework(line, service, configured).ifPresent(ours::add);
            }
        }
        return ours;
    }

    private static Optional<Setting> framework(String line, Service service, Properties configured) {
        List<String> parts =
                Stream.of(line.split(" \\| ", 4)).map(String::strip).toList();
        String key = parts.get(1);
        if (!parts.get(0).equals("all") && !List.of(parts.get(0).split(" ")).contains(service.label)) {
            return Optional.empty();
        }
        String fallback = parts.get(2);
        if (fallback.equals("*") != value(configured, key).isPresent()) {
            throw new IllegalStateException("framework-settings.txt: " + key
                    + " has to have the default * exactly when " + "a property file of " + service.label + " says one");
        }
        return Optional.of(new Setting(
                key,
                Optional.of(fallback)
                        .filter(text -> !List.of("*", "none", "required").contains(text)),
                fallback.equals("none"),
                parts.get(3)));
    }

    /** What holds in production. */
    private static Optional<String> value(Properties configured, String key) {
        return Optional.ofNullable(configured.getProperty(PROFILE + key))
                .or(() -> Optional.ofNullable(configured.getProperty(key)));
    }

    private static Properties configured(Service service) throws IOException {
        Properties all = new Properties();
        for (Path module : service.modules) {
            for (String name : List.of("META-INF/microprofile-config.properties", "application.properties")) {
                Path file = module.resolve("src/main/resources").resolve(name);
                if (Files.exists(file)) {
                    try (Reader reader = Files.newBufferedReader(file)) {
                        all.load(reader);
                    }
                }
            }
        }
        return all;
    }

    /** What reads a module's sources. */
    private interface Reading<T> {
        List<T> of(Path sources) throws IOException;
    }

    private static <T> List<T> each(Stream<Path> modules, Reading<T> reading) throws IOException {
        List<T> all = new ArrayList<>();
        for (Path module : modules.sorted().toList()) {
            all.addAll(reading.of(module.resolve("src/main/java")));
        }
        return all;
    }
}
