/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.firststart;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One JSON file for each kind: from names, or from metros and names, to what the operator would PUT. */
@Singleton
public class CatalogueFiles {
    private final ObjectMapper json;
    private final Optional<Path> folder;

    CatalogueFiles(ObjectMapper json, CatalogueConfig config) {
        this.json = json;
        this.folder = config.folder();
    }

    <T> Map<String, T> read(String kind, TypeReference<Map<String, T>> type) {
        String file = kind + ".json";
        try (InputStream in = open(file)) {
            return in == null
                    ? Map.of()
                    : json.readerFor(type)
                            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .readValue(in);
        } catch (IOException e) {
            throw new ConfigurationException("the catalogue's file " + file + " can't be read: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private @Nullable InputStream open(String file) throws IOException {
        if (folder.isEmpty()) {
            return CatalogueFiles.class.getResourceAsStream("/catalogue/" + file);
        }
        if (!Files.isDirectory(folder.get())) {
            throw new IOException("openpeering.catalogue.folder is not a folder: " + folder.get());
        }
        Path path = folder.get().resolve(file);
        // One that is there and can't be opened fails.
        return Files.notExists(path) ? null : Files.newInputStream(path);
    }
}
