/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.List;

/** A configured dump. */
record IrrFile(String name, Path path) {
    static List<IrrFile> parse(IrrConfig config) {
        return config.files().orElse(List.of()).stream()
                .map(text -> {
                    int equals = text.indexOf('=');
                    if (equals < 1) {
                        throw new ConfigurationException(
                                "openpeering.irr.files: '" + text + "' is not of the form name=path");
                    }
                    return new IrrFile(
                            text.substring(0, equals).strip(),
                            Path.of(text.substring(equals + 1).strip()));
                })
                .toList();
    }
}
