/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.openpeering.stack.process.StackException;

/**
 * The bill of material of an image (CycloneDX): what Quarkus put into the application, the Java runtime, the image below.
 * The list of licences beside it is for people. A library whose licence is unknown or asks for too much makes no image.
 */
public final class Bill {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode bill;
    private final Set<String> kept = new HashSet<>();

    private Bill(ObjectNode bill) {
        this.bill = bill;
    }

    /** @param arguments the repository; the folder of the images' files; the image below or nothing; services */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path work = Path.of(arguments[1]);
        try {
            for (String service : Arrays.asList(arguments).subList(3, arguments.length)) {
                write(root.resolve(service), work.resolve(service), arguments[2]);
            }
        } catch (StackException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void write(Path module, Path files, String chosenBase) throws IOException {
        Path quarkus = module.resolve("target/image-sbom.json");
        // What is no Quarkus application has in it what Maven says.
        Bill bill = Files.exists(quarkus)
                ? of(Files.readString(quarkus))
                : ofModule(Files.readString(module.resolve("target/sbom.json")));
        Path release = files.resolve("runtime/release");
        if (Files.exists(release)) {
            bill.addRuntime(Files.readString(release));
        }
        Containerfile containerfile = Containerfile.read(module.resolve("Containerfile"));
        bill.addBase(chosenBase.isEmpty() ? containerfile.base() : chosenBase);
        Files.writeString(files.resolve("service/sbom.json"), bill.json());
        Files.writeString(files.resolve("service/THIRD-PARTY.md"), bill.licences());
    }

    /** Of what Quarkus tells of the application only what is in it at run time, and nothing that changes from build to build. */
    static Bill of(String json) throws IOException {
        Bill bill = ofModule(json);
        bill.keepRuntime();
        return bill;
    }

    /** Of what Maven tells of a module. */
    static Bill ofModule(String json) throws IOException {
        Bill bill = new Bill((ObjectNode) JSON.readTree(json));
        bill.bill.remove("serialNumber");
        if (bill.bill.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("timestamp");
            metadata.remove("tools");
        }
        return bill;
    }

    private void keepRuntime() {
        ArrayNode components = JSON.createArrayNode();
        bill.path("components").forEach(component -> {
            if (isRuntime(component)) {
                components.add(component);
                kept.add(component.path("bom-ref").asText());
            }
        });
        kept.add(bill.path("metadata").path("component").path("bom-ref").asText());
        bill.set("components", components);
        ArrayNode dependencies = JSON.createArrayNode();
        bill.path("dependencies").forEach(dependency -> {
            if (kept.contains(dependency.path("ref").asText())) {
                dependencies.add(keepTargets((ObjectNode) dependency));
            }
        });
        bill.set("dependencies", dependencies);
    }

    private ObjectNode keepTargets(ObjectNode dependency) {
        ArrayNode targets = JSON.createArrayNode();
        dependency.path("dependsOn").forEach(target -> {
            if (kept.contains(target.asText())) {
                targets.add(target);
            }
        });
        dependency.set("dependsOn", targets);
        return dependency;
    }

    private static boolean isRuntime(JsonNode component) {
        for (JsonNode property : component.path("properties")) {
            if (property.path("name").asText().equals("quarkus:component:scope")) {
                return property.path("value").asText().equals("runtime");
            }
        }
        return false;
    }

    /** @param release the text of the runtime's file of that name */
    void addRuntime(String release) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(release));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties
                .getProperty("JAVA_RUNTIME_VERSION", properties.getProperty("JAVA_VERSION", ""))
                .replace("\"", "");
        String purl = "pkg:generic/openjdk@" + version;
        ObjectNode runtime = add("platform", "OpenJDK", purl);
        runtime.put("version", version).put("purl", purl);
        runtime.putArray("licenses").addObject().put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
    }

    void addBase(String image) {
        add("container", image, image);
    }

    private ObjectNode add(String type, String name, String ref) {
        return ((ArrayNode) bill.path("components"))
                .addObject()
                .put("type", type)
                .put("bom-ref", ref)
                .put("name", name);
    }

    String json() throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bill) + "\n";
    }

    /** A table of the libraries with their licences; throws what names each that may not be in an image. */
    String licences() {
        List<String> rows = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Stream<JsonNode> components = bill.path("components").valueStream();
        components
                .filter(component -> !component.path("type").asText().equals("container"))
                .forEach(component -> {
                    List<String> licences = Licences.of(component);
                    String name = Stream.of("group", "name", "version")
                            .map(each -> component.path(each).asText())
                            .filter(each -> !each.isEmpty())
                            .reduce((left, right) -> left + ":" + right)
                            .orElse("");
                    if (!Licences.isAllowed(licences)) {
                        refused.add(name + ": " + (licences.isEmpty() ? "no licence" : String.join(" or ", licences)));
                    }
                    rows.add("| " + name + " | " + String.join(" or ", licences) + " |\n");
                });
        if (!refused.isEmpty()) {
            throw new StackException(
                    "These may not be in an image that is Apache-2.0 (class Licences says what may):\n  "
                            + String.join("\n  ", refused));
        }
        Collections.sort(rows);
        return "# Who wrote the rest, and under which licence it is used\n\n| library | licence |\n| --- | --- |\n"
                + String.join("", rows);
    }
}
