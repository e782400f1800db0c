/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders the part of kustomize that the tree keeps to, and refuses everything else in a kustomization: what it can't
 * render it does not pass over. {@code KustomizeTest} compares it with the real one where there is a kubectl.
 */
final class Kustomize {
    private static final Set<String> MEMBERS = Set.of(
            "apiVersion", "kind", "namespace", "resources", "components", "configMapGenerator", "images", "patches");
    private static final Set<String> CLUSTER_SCOPED = Set.of("Namespace", "ClusterRole", "ClusterRoleBinding");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MARK = "generated";

    private final List<ObjectNode> objects = new ArrayList<>();

    private Kustomize() {}

    /** What the folder renders to. */
    static List<ObjectNode> render(Path folder) {
        return render(List.of(folder), List.of(), null);
    }

    /** What a kustomization with these resources and components, and no more, would render to. */
    static List<ObjectNode> render(List<Path> resources, List<Path> components, @Nullable String namespace) {
        Kustomize kustomize = new Kustomize();
        resources.forEach(kustomize::resource);
        components.forEach(component -> kustomize.accumulate(component, "Component"));
        if (namespace != null) {
            kustomize.namespace(namespace);
        }
        kustomize.appendHashes();
        return kustomize.objects;
    }

    private void resource(Path path) {
        if (Files.isDirectory(path)) {
            Kustomize inner = new Kustomize();
            inner.accumulate(path, "Kustomization");
            inner.objects.forEach(this::insert);
        } else {
            Tree.objects(path).forEach(this::insert);
        }
    }

    private void insert(ObjectNode object) {
        refuse(find(object) != null, "two objects are " + id(object));
        objects.add(object);
    }

    private @Nullable ObjectNode find(ObjectNode like) {
        return objects.stream()
                .filter(object -> id(object).equals(id(like)))
                .findFirst()
                .orElse(null);
    }

    static String id(JsonNode object) {
        return object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
    }

    private void accumulate(Path folder, String kind) {
        ObjectNode kustomization =
                Tree.objects(folder.resolve("kustomization.yaml")).getFirst();
        onlyKnown(kustomization, MEMBERS, folder);
        refuse(!kustomization.path("kind").asText().equals(kind), folder + " is no " + kind);
        kustomization
                .path("resources")
                .forEach(path -> resource(folder.resolve(path.asText()).normalize()));
        kustomization.path("configMapGenerator").forEach(generator -> generate(folder, generator));
        kustomization
                .path("components")
                .forEach(path -> accumulate(folder.resolve(path.asText()).normalize(), "Component"));
        kustomization.path("patches").forEach(patch -> patch(folder, patch));
        if (kustomization.has("namespace")) {
            namespace(kustomization.get("namespace").asText());
        }
        kustomization.path("images").forEach(image -> image(folder, image));
    }

    // ------------------------------------------------------------------------------------------------ config maps

    private void generate(Path folder, JsonNode generator) {
        onlyKnown(generator, Set.of("name", "behavior", "envs", "files", "options"), folder);
        ObjectNode made = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        made.putObject("metadata").put("name", generator.path("name").asText());
        ObjectNode data = made.putObject("data");
        generator
                .path("envs")
                .forEach(file -> settings(folder.resolve(file.asText())).forEach(data::put));
        generator.path("files").forEach(file -> {
            Path path = folder.resolve(file.asText().replaceFirst("^[^=]*=", ""));
            String key = file.asText().contains("=")
                    ? file.asText().replaceFirst("=.*", "")
                    : path.getFileName().toString();
            data.put(key, Tree.text(path));
        });
        JsonNode options = generator.path("options");
        onlyKnown(options, Set.of("labels", "annotations", "disableNameSuffixHash"), folder);
        for (String member : List.of("labels", "annotations")) {
            if (options.has(member)) {
                ((ObjectNode) made.get("metadata")).set(member, options.get(member));
            }
        }
        ObjectNode before = find(made);
        switch (generator.path("behavior").asText("create")) {
            case "create" -> {
                if (!options.path("disableNameSuffixHash").asBoolean()) {
                    made.put(MARK, true);
                }
                insert(made);
            }
            case "merge" -> {
                refuse(before == null, folder + " merges into " + id(made) + ", which is not there");
                ((ObjectNode) Objects.requireNonNull(before).get("data")).setAll(data);
            }
            default -> throw new IllegalArgumentException(folder + ": behavior " + generator.get("behavior"));
        }
    }

    /** The lines {@code KEY=VALUE} of a file. */
    static Map<String, String> settings(Path file) {
        Map<String, String> settings = new TreeMap<>();
        for (String line : Tree.text(file).lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            refuse(equals < 1, file + ": no setting: " + line);
            refuse(
                    settings.put(line.substring(0, equals), line.substring(equals + 1)) != null,
                    file + ": twice: " + line);
        }
        return settings;
    }

    /** A changed ConfigMap gets another name, so that the pods that use it are rolled. */
    private void appendHashes() {
        for (ObjectNode object : List.copyOf(objects)) {
            if (object.remove(MARK) != null) {
                ObjectNode metadata = (ObjectNode) object.get("metadata");
                String name = metadata.get("name").asText();
                String hashed = name + "-" + hash(object.get("data"));
                metadata.put("name", hashed);
                objects.forEach(other -> rename(other, name, hashed));
            }
        }
    }

    private static void rename(JsonNode node, String name, String hashed) {
        for (String member : List.of("configMapRef", "configMapKeyRef", "configMap")) {
            for (JsonNode reference : node.findValues(member)) {
                if (reference instanceof ObjectNode object
                        && object.path("name").asText().equals(name)) {
                    object.put("name", hashed);
                }
            }
        }
    }

    private static String hash(JsonNode data) {
        Map<String, String> sorted = new TreeMap<>();
        data.properties()
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().asText()));
        try {
            // As Go writes JSON.
            String text = JSON.writeValueAsString(
                            new TreeMap<>(Map.of("data", sorted, "kind", "ConfigMap", "name", "")))
                    .replace("&", "\\u0026")
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e");
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of()
                    .formatHex(digest)
                    .substring(0, 10)
                    .replace('0', 'g')
                    .replace('1', 'h')
                    .replace('3', 'k')
                    .replace('a', 'm')
                    .replace('e', 't');
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // ------------------------------------------------------------------------------------------------ transformers

    private void namespace(String namespace) {
        for (ObjectNode object : objects) {
            ObjectNode metadata = (ObjectNode) object.get("metadata");
            if (object.path("kind").asText().equals("Namespace")) {
                metadata.put("name", namespace);
            } else if (!CLUSTER_SCOPED.contains(object.path("kind").asText())) {
                metadata.put("namespace", namespace);
            }
        }
    }

    private void image(Path folder, JsonNode image) {
        onlyKnown(image, Set.of("name", "newName", "newTag", "digest"), folder);
        String name = image.path("name").asText();
        Set<String> changed = new LinkedHashSet<>();
        for (ObjectNode object : objects) {
            for (JsonNode containers : object.findValues("containers")) {
                for (JsonNode container : containers) {
                    String old = container.path("image").asText();
                    if (old.replaceFirst("[:@].*", "").equals(name)) {
                        String suffix = image.has("digest")
                                ? "@" + image.get("digest").asText()
                                : ":" + image.path("newTag").asText();
                        ((ObjectNode) container)
                                .put("image", image.path("newName").asText(name) + suffix);
                        changed.add(id(object));
                    }
                }
            }
        }
        refuse(changed.isEmpty(), folder + ": nothing has the image " + name);
    }

    private void patch(Path folder, JsonNode patch) {
        onlyKnown(patch, Set.of("target", "patch"), folder);
        JsonNode body;
        try {
            body = Tree.YAML.readTree(patch.path("patch").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(folder + ": " + patch, e);
        }
        if (body instanceof ObjectNode object) {
            refuse(
                    !object.path("$patch").asText().equals("delete"),
                    folder + ": patches are lists of operations, or delete a whole object");
            refuse(!objects.remove(find(object)), folder + " deletes " + id(object) + ", which is not there");
            return;
        }
        List<ObjectNode> targets = objects.stream()
                .filter(object -> matches(object, patch.path("target"), folder))
                .toList();
        refuse(targets.isEmpty(), folder + " patches what is not there: " + patch.path("target"));
        targets.forEach(target -> body.forEach(operation -> apply(target, operation, folder)));
    }

    private static boolean matches(ObjectNode object, JsonNode target, Path folder) {
        onlyKnown(target, Set.of("group", "kind", "name", "labelSelector"), folder);
        String group = object.path("apiVersion").asText().replaceFirst("/?[^/]*$", "");
        return (!target.has("group") || group.equals(target.get("group").asText()))
                && (!target.has("kind")
                        || object.path("kind")
                                .asText()
                                .matches(target.get("kind").asText()))
                && (!target.has("name")
                        || object.at("/metadata/name")
                                .asText()
                                .matches(target.get("name").asText()))
                && (!target.has("labelSelector")
                        || List.of(target.get("labelSelector").asText().split(",")).stream()
                                .map(pair -> pair.split("=", 2))
                                .allMatch(pair -> object.at("/metadata/labels")
                                        .path(pair[0])
                                        .asText()
                                        .equals(pair[1])));
    }

    /** RFC 6902: add, replace, remove. */
    static void apply(ObjectNode object, JsonNode operation, Path folder) {
        String path = operation.path("path").asText();
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        JsonNode parent = object.at(path.substring(0, slash));
        String op = operation.path("op").asText();
        JsonNode value = operation.path("value").deepCopy();
        boolean there = parent instanceof ArrayNode list
                ? last.matches("\\d+") && Integer.parseInt(last) < list.size()
                : parent.has(last);
        refuse(
                !parent.isContainerNode() || (!op.equals("add") && !there),
                folder + ": " + id(object) + " has no " + path);
        switch (parent) {
            case ArrayNode list when op.equals("add") && last.equals("-") -> list.add(value);
            case ArrayNode list when op.equals("add") -> list.insert(Integer.parseInt(last), value);
            case ArrayNode list when op.equals("replace") -> list.set(Integer.parseInt(last), value);
            case ArrayNode list when op.equals("remove") -> list.remove(Integer.parseInt(last));
            case ObjectNode map when op.equals("add") || op.equals("replace") -> map.set(last, value);
            case ObjectNode map when op.equals("remove") -> map.remove(last);
            default -> throw new IllegalArgumentException(folder + ": operation " + op);
        }
    }

    private static void onlyKnown(JsonNode node, Set<String> known, Path where) {
        node.fieldNames()
                .forEachRemaining(name -> refuse(
                        !known.contains(name),
                        where + ": " + name
                                + " is not in the part of kustomize that the tree keeps to (class Kustomize)"));
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why);
        }
    }
}
