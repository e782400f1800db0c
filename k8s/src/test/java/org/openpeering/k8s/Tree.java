/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of the tree, as they stand. */
final class Tree {
    /** Maven runs tests in the module's folder. */
    static final Path ROOT = Path.of("").toAbsolutePath();

    static final Path REPOSITORY = ROOT.resolveSibling("");

    static final YAMLMapper YAML = new YAMLMapper();

    private Tree() {}

    /** Every YAML file below a folder of the tree, such as {@code base}. */
    static List<Path> files(String folder) {
        try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
            return all.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the folders in a folder. */
    static List<String> folders(String folder) {
        try (Stream<Path> all = Files.list(ROOT.resolve(folder))) {
            return all.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects in a file. */
    static List<ObjectNode> objects(Path file) {
        return objects(text(file), file.toString());
    }

    static List<ObjectNode> objects(String yaml, String source) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            List<ObjectNode> read = new ArrayList<>();
            while (documents.hasNextValue()) {
                if (documents.nextValue() instanceof ObjectNode object) {
                    read.add(object);
                }
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(source, e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cells of the rows of a table in a Markdown document, without its head. */
    static List<List<String>> table(Path document, String head) {
        return text(document)
                .lines()
                .dropWhile(line -> !line.equals(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1, line.length() - 1).split("(?<!\\\\)\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
