/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openpeering.stack.process.StackException;

/** A service's Containerfile, as far as others have to do what it says. */
record Containerfile(List<String> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Containerfile read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Containerfile parse(String text) {
        return new Containerfile(
                text.replaceAll("(?m)^#.*\n", "").replace("\\\n", " ").lines().toList());
    }

    /** The command that is run in the image's working directory; always a list, since there is no shell. */
    List<String> entrypoint() {
        try {
            return List.of(JSON.readValue(argument("ENTRYPOINT"), String[].class));
        } catch (JsonProcessingException e) {
            throw new StackException("The ENTRYPOINT of a Containerfile has to be a JSON list", e);
        }
    }

    /** The image that it is built on unless told otherwise. */
    String base() {
        return argument("ARG BASE=");
    }

    private String argument(String instruction) {
        return lines.stream()
                .filter(line -> line.startsWith(instruction))
                .map(line -> line.substring(instruction.length()).strip())
                .findFirst()
                .orElseThrow(() -> new StackException("A Containerfile without " + instruction));
    }
}
