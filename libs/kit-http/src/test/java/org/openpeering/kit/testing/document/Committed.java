/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documents in {@code docs/api}. */
public final class Committed {
    /** Set by {@code docs/api/renew}. */
    private static final String RENEW = "apidocs.renew";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Committed() {}

    /** Where a document lies, whatever module's test asks. */
    public static Path file(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs").resolve("api"))) {
            folder = folder.getParent();
        }
        return folder.resolve("docs").resolve("api").resolve(name);
    }

    public static JsonNode read(String name) {
        try {
            return MAPPER.readTree(Files.readString(file(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when the file is not what the build makes; renews it instead when that was asked for. */
    public static void compare(String name, JsonNode made) {
        try {
            DefaultIndenter indent = new DefaultIndenter("  ", "\n");
            String text = MAPPER.writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(indent)
                                    .withArrayIndenter(indent)
                                    .withSeparators(DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(
                                            com.fasterxml.jackson.core.util.Separators.Spacing.AFTER)))
                            .writeValueAsString(made)
                    + "\n";
            if (Boolean.getBoolean(RENEW)) {
                Files.writeString(file(name), text);
            }
            assertThat(Files.readString(file(name)))
                    .as("docs/api/%s is not what the code says: run docs/api/renew and look at the difference", name)
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
