/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.openpeering.stack.process.Folders;

/** Random passwords and keys, each in a file that only its owner can read, made at its first use. */
final class Secrets {
    private final Path folder;

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** A password's. */
    Path file(String name) {
        return file(name, () -> HexFormat.of().formatHex(random(16)));
    }

    private Path file(String name, Supplier<String> text) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Folders.createPrivate(folder);
                Folders.writeSecret(file, text.get());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    String value(String name) {
        return read(file(name));
    }

    /** A key of 256 bits in Base64. */
    String key(String name) {
        return read(file(name, () -> Base64.getEncoder().encodeToString(random(32))));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
