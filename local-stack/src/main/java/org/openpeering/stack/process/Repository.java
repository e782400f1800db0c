/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Finds the source tree from which this code was built, and what the build put there. */
public final class Repository {
    private Repository() {}

    /** The folder that holds {@code local-stack} and the services. */
    public static Path root() {
        for (Path folder = ownClasses(); folder != null; folder = folder.getParent()) {
            if (isRoot(folder)) {
                return folder;
            }
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (isRoot(folder)) {
                return folder;
            }
        }
        throw new StackException("Cannot find the OpenPeering source tree; run from inside it");
    }

    private static boolean isRoot(Path folder) {
        return Files.exists(folder.resolve("local-stack/pom.xml"));
    }

    /** The folder or jar from which this module's classes were loaded. */
    public static Path ownClasses() {
        try {
            return Path.of(Objects.requireNonNull(
                            Repository.class.getProtectionDomain().getCodeSource())
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file or folder which the build of this module makes; says how to build it when it is missing. */
    public static Path built(String pathInTarget) {
        Path path = root().resolve("local-stack/target").resolve(pathInTarget);
        if (!Files.exists(path)) {
            throw new StackException("Missing " + path + ": build it with  mvn -pl local-stack process-resources");
        }
        return path;
    }
}
