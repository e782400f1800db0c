/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openpeering.stack.image.ImageService;
import org.openpeering.stack.image.Surroundings;
import org.openpeering.stack.process.Folders;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.process.Workspace;

/**
 * The images of {@code ./build-images} on a base of Debian's packages: what they say of themselves, what is in them, and
 * that each starts from its own files, which it can not write.
 */
// Beside other classes, its steps one after the other.
@Order(950)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Programs.JVMS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesE2ETest {
    private static final String SECTION = "images";
    private static final String TAG = "e2e";
    private static final String BASE = "localhost/openpeering/debian-base:e2e";
    private static final String USER = "10001";
    // One shows what a cache is good for, and that the same inputs give the same image.
    private static final String COMPARED = "partner-service";
    // As much as a small container has; the JVM takes its share of it.
    private static final String MEMORY = "-XX:MaxRAM=512m ";
    private static final int LIMIT_SECONDS = 600;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root = Repository.root();
    private final Path folder = Path.of("target", "images").toAbsolutePath();
    private final Map<String, JsonNode> images = new LinkedHashMap<>();

    @BeforeAll
    void build() throws Exception {
        Programs.require("buildah", "apt-get", "dpkg-deb", "unshare", "setpriv");
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "SKIPPED: mounting images needs root");
        cleanUp();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("storage.conf"), """
                [storage]
                driver = "%s"
                graphroot = "%s"
                runroot = "%s"
                """.formatted(
                        driver(), folder.resolve("storage"), folder.resolve("run")));
        run(root.resolve("e2e/debian-base").toString(), BASE);
        long begin = System.nanoTime();
        System.out.println(buildImages("first", withAgent()));
        Report.figure(SECTION, "./build-images --no-build, all", seconds(System.nanoTime() - begin));
        for (String service : withAgent()) {
            images.put(service, inspect(service));
        }
    }

    /** The agent's is made of Maven's bill of material, which whoever is in a hurry leaves out ({@code -Dcyclonedx.skip}). */
    private List<String> withAgent() {
        return Stream.concat(
                        Surroundings.SERVICES.stream(),
                        Stream.of("agent").filter(_ -> Files.exists(root.resolve("agent/target/sbom.json"))))
                .toList();
    }

    /** An overlay cannot lie on another one; without it each layer is a copy of all below it. */
    private String driver() throws IOException {
        return Files.getFileStore(folder).type().equals("overlay") ? "vfs" : "overlay";
    }

    @AfterAll
    void cleanUp() throws Exception {
        if (Files.exists(folder.resolve("storage.conf"))) {
            run("buildah", "rm", "--all");
            run("buildah", "rmi", "--all", "--force");
        }
        Folders.delete(folder);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(1)
    void imagesSayWhatTheyAreAndWhoRunsThem() throws Exception {
        images.forEach((service, image) -> {
            JsonNode config = image.path("OCIv1").path("config");
            boolean listens = !service.equals("agent");
            assertThat(config.path("User").asText()).isEqualTo(USER + ":" + USER);
            assertThat(texts(config.path("Entrypoint")))
                    .startsWith("runtime/bin/java")
                    .doesNotContain("sh", "/bin/sh");
            assertThat(config.has("Volumes")).as("nothing to write to but /tmp").isFalse();
            if (listens) {
                assertThat(texts(config.path("Env")))
                        .contains("QUARKUS_HTTP_HOST=0.0.0.0", "QUARKUS_MANAGEMENT_HOST=0.0.0.0");
                assertThat(names(config.path("ExposedPorts")))
                        .as("the API and the management port")
                        .hasSizeGreaterThanOrEqualTo(2);
            } else {
                assertThat(config.has("ExposedPorts")).isFalse();
            }
            JsonNode labels = config.path("Labels");
            assertThat(label(labels, "title")).isEqualTo(service);
            assertThat(label(labels, "licenses")).isEqualTo("Apache-2.0");
            assertThat(label(labels, "version")).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(label(labels, "revision")).matches("[0-9a-f]{40}(\\+changes)?|unknown");
            assertThat(label(labels, "created")).matches("20\\d\\d-.*Z");
            assertThat(label(labels, "base.name")).isEqualTo(BASE);
            assertThat(label(labels, "description")).isNotBlank();
        });
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(2)
    void eachStartsFromItsFilesWithoutARightToWrite() throws Exception {
        Workspace workspace = Workspace.at(folder.resolve("data"));
        try (Surroundings surroundings = new Surroundings(workspace)) {
            surroundings.start();
            for (String service : Surroundings.SERVICES) {
                Path files = mount(service);
                if (service.equals(COMPARED)) {
                    start(service, files, surroundings, workspace, "without", "-XX:AOTMode=off");
                }
                // A cache that does not fit ends this JVM at once, so it shows that the cache is used.
                start(service, files, surroundings, workspace, "with", "-XX:AOTMode=on");
            }
        }
    }

    private void start(
            String service, Path files, Surroundings surroundings, Workspace workspace, String cache, String mode)
            throws IOException {
        JsonNode config = images.get(service).path("OCIv1").path("config");
        List<String> command =
                new ArrayList<>(List.of(root.resolve("e2e/in-image").toString(), files.toString()));
        command.addAll(texts(config.path("Entrypoint")));
        Map<String, String> environment = new TreeMap<>();
        texts(config.path("Env")).forEach(each -> environment.put(each.split("=", 2)[0], each.split("=", 2)[1]));
        environment.putAll(surroundings.environment(service));
        environment.put("JAVA_TOOL_OPTIONS", MEMORY + mode);
        ImageService process = new ImageService(
                service, workspace, new Launch(command, environment, folder), surroundings.managementPort(service));
        long begin = System.nanoTime();
        try {
            process.start();
            Report.figure(
                    SECTION,
                    service + ", start to ready " + cache + " AOT cache",
                    seconds(System.nanoTime() - begin) + ", RSS " + process.residentBytes() / 1_000_000 + " MB");
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            assertThat(Files.readAllLines(proc.resolve("status")))
                    .contains("Uid:\t10001\t10001\t10001\t10001", "CapEff:\t0000000000000000", "NoNewPrivs:\t1");
            assertThat(Files.readAllLines(proc.resolve("mountinfo")))
                    .as("the root is read-only")
                    .anyMatch(line -> line.matches("(\\S+ ){4}/ ro(,\\S*)? .*"));
        } finally {
            process.stop();
        }
    }

    /** It keeps what it measures where it is told to, and writes nowhere else; without a service it waits. */
    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(2)
    void theAgentNeedsNothingToWriteToButItsBuffer() throws Exception {
        Assumptions.assumeTrue(images.containsKey("agent"), "SKIPPED: there is no agent/target/sbom.json");
        JsonNode config = images.get("agent").path("OCIv1").path("config");
        Path files = mount("agent");
        List<String> command =
                new ArrayList<>(List.of(root.resolve("e2e/in-image").toString(), files.toString()));
        command.addAll(texts(config.path("Entrypoint")));
        List<String> version = new ArrayList<>(command);
        version.add("--version");
        assertThat(run(version.toArray(String[]::new)).strip()).matches("\\d+\\.\\d+\\.\\d+.*");

        Process agent = agent(command, "/tmp/buffer");
        try (var said = agent.errorReader()) {
            assertThat(said.readLine()).contains("of client fra-1; 0 samples wait on disk");
        } finally {
            agent.destroy();
        }
        Process refused = agent(command, "/opt/buffer");
        try (var said = refused.errorReader()) {
            assertThat(said.readLine()).contains("/opt/buffer");
            assertThat(refused.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(78);
        } finally {
            refused.destroy();
        }
    }

    private static Process agent(List<String> command, String buffer) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "OPENPEERING_AGENT_GATEWAY", "http://127.0.0.1:1",
                        "OPENPEERING_AGENT_ISSUER", "http://127.0.0.1:1/realm",
                        "OPENPEERING_AGENT_CLIENT_ID", "fra-1",
                        "OPENPEERING_AGENT_CLIENT_SECRET", "secret",
                        "OPENPEERING_AGENT_BUFFER_FOLDER", buffer));
        return builder.start();
    }

    /** What jdeps would find, too, in ten times as long. */
    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(3)
    void theRuntimeHasEveryModuleWhoseClassesTheJarsName() throws Exception {
        Map<String, String> modules = new HashMap<>();
        ModuleFinder.ofSystem()
                .findAll()
                .forEach(module -> module.descriptor()
                        .packages()
                        .forEach(each -> modules.put(each, module.descriptor().name())));
        // The annotation processor in vertx-codegen is in the image, and runs nowhere.
        modules.values().removeIf("jdk.compiler"::equals);
        Set<String> there = run(folder.resolve("first/runtime/bin/java").toString(), "--list-modules")
                .lines()
                .map(line -> line.replaceAll("@.*", ""))
                .collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        Map<String, String> missing = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder.resolve("first"))) {
            // A library is looked at once, whichever services have it.
            for (Path jar :
                    found.filter(file -> file.toString().endsWith(".jar")).toList()) {
                if (seen.add((jar.toString().contains("/lib/") ? jar.getFileName() : jar).toString())) {
                    namedPackages(jar).forEach(name -> {
                        String module = modules.get(name);
                        if (module != null && !there.contains(module)) {
                            missing.putIfAbsent(module, name + " in " + jar.getFileName());
                        }
                    });
                }
            }
        }
        assertThat(missing)
                .as("add it to build-config/runtime-modules, or here with the reason why it is never reached")
                .isEmpty();
    }

    private static Set<String> namedPackages(Path jar) throws IOException {
        Set<String> packages = new HashSet<>();
        try (ZipFile in = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                if (entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class")) {
                    for (PoolEntry each : ClassFile.of()
                            .parse(in.getInputStream(entry).readAllBytes())
                            .constantPool()) {
                        if (each instanceof ClassEntry named
                                && named.asInternalName().indexOf('/') > 0) {
                            String name = named.asInternalName().replaceAll("^\\[+L", "");
                            packages.add(
                                    name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
                        }
                    }
                }
            }
        }
        return packages;
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(4)
    void anImagesBillNamesEveryJarInItAndNothingElse() throws Exception {
        for (String service : withAgent()) {
            Path files = mount(service).resolve("opt/openpeering");
            JsonNode bill = JSON.readTree(files.resolve("sbom.json").toFile());
            Set<String> named = StreamSupport.stream(bill.path("components").spliterator(), false)
                    .filter(component -> component.path("purl").asText().startsWith("pkg:maven/"))
                    // Quarkus puts the group before the name of a jar.
                    .map(component -> (service.equals("agent")
                                    ? ""
                                    : component.path("group").asText() + ".")
                            + component.path("name").asText() + "-"
                            + component.path("version").asText())
                    .filter(name -> !name.startsWith("org.openpeering." + service + "-"))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> there;
            try (Stream<Path> found = Files.walk(files.resolve("app/lib"))) {
                there = found.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".jar"))
                        .map(name -> name.replaceAll("(-linux-x86_64|-linux-aarch_64)?\\.jar$", ""))
                        .collect(Collectors.toCollection(TreeSet::new));
            }
            assertThat(named).isEqualTo(there);
            assertThat(bill.toString()).contains(BASE).contains("pkg:generic/openjdk@25");
            assertThat(files.resolve("THIRD-PARTY.md")).content().contains("Apache-2.0");
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(5)
    void theSameInputsGiveTheSameDigests() throws Exception {
        Files.createDirectories(folder.resolve("second"));
        for (String file : List.of(COMPARED + ".aot", COMPARED + ".aot.key")) {
            Files.copy(
                    folder.resolve("first").resolve(file),
                    folder.resolve("second").resolve(file));
        }
        List<String> again = withAgent().stream()
                .filter(List.of(COMPARED, "agent")::contains)
                .toList();
        long begin = System.nanoTime();
        String output = buildImages("second", again);
        Report.figure(SECTION, "again, caches kept: " + again, seconds(System.nanoTime() - begin));

        assertThat(output).as("the cache fits").doesNotContain("Recording");
        for (String service : again) {
            assertThat(inspect(service).path("FromImageDigest"))
                    .as(service)
                    .isEqualTo(images.get(service).path("FromImageDigest"));
        }
    }

    private String buildImages(String work, List<String> services) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                root.resolve("build-images").toString(),
                "--no-build",
                "--no-cache",
                "--engine",
                "buildah",
                "--tag",
                TAG,
                "--base",
                BASE,
                "--work",
                folder.resolve(work).toString()));
        command.addAll(services);
        return run(command.toArray(String[]::new));
    }

    private JsonNode inspect(String service) throws Exception {
        return JSON.readTree(run("buildah", "inspect", "--type", "image", image(service)));
    }

    private Path mount(String service) throws Exception {
        String container =
                run("buildah", "from", "--pull-never", image(service)).strip();
        return Path.of(run("buildah", "mount", container).strip());
    }

    private static String image(String service) {
        return "localhost/openpeering/" + service + ":" + TAG;
    }

    private String run(String... command) throws Exception {
        Map<String, String> environment =
                Map.of("CONTAINERS_STORAGE_CONF", folder.resolve("storage.conf").toString());
        Programs.Result result = Programs.run(root, environment, List.of(command), LIMIT_SECONDS);
        assertThat(result.exitCode())
                .as(Arrays.toString(command) + "\n" + result.output())
                .isZero();
        return result.output();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String label(JsonNode labels, String name) {
        return labels.path("org.opencontainers.image." + name).asText();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", Duration.ofNanos(nanos).toMillis() / 1e3);
    }
}
