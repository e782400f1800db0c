/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.openpeering.stack.process.Folders;

/** Random passwords, each in a file that only its owner can read, made at its first use. */
final class Secrets {
    private final Path folder;

    Secrets(Path folder) {
        this.folder = folder;
    }

    Path file(String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Folders.createPrivate(folder);
                byte[] bytes = new byte[16];
                new SecureRandom().nextBytes(bytes);
                Folders.writeSecret(file, HexFormat.of().formatHex(bytes));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    String value(String name) {
        try {
            return Files.readString(file(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
