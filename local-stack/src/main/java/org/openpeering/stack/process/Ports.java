/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address: which are free, and a clear word when one is not. */
public final class Ports {
    // Below the range from which systems take the local ports of outgoing connections: a server that is stopped for a
    // while finds its port again.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final Path RESERVED =
            Path.of(System.getProperty("java.io.tmpdir"), "openpeering-ports-" + System.getProperty("user.name"));
    private static final Duration KEPT = Duration.ofMinutes(10);

    private Ports() {}

    /** A port on which nothing listens now, and that no other program asked here for in the last minutes. */
    public static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && reserve(RESERVED, port, Instant.now())) {
                return port;
            }
        }
        throw new StackException("No free port between " + LOWEST + " and " + HIGHEST);
    }

    /** Between the question and the server that listens another program may ask: tests of several modules run at a time. */
    static boolean reserve(Path reserved, int port, Instant now) {
        Path file = reserved.resolve(Integer.toString(port));
        try {
            Files.createDirectories(reserved);
            if (Files.exists(file)
                    && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) {
                Files.delete(file);
            }
            Files.createFile(file);
            file.toFile().deleteOnExit();
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            return !Files.isDirectory(reserved);
        } catch (IOException e) {
            // Where nothing can be noted, chance has to do.
            return true;
        }
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Throws an exception that names the port and what it is for. */
    public static void requireFree(int port, String purpose) {
        if (!isFree(port)) {
            throw new PortTakenException("Port " + port + " (" + purpose + ") is taken by another program.");
        }
    }
}
