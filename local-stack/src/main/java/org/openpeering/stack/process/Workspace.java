/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.nio.file.Path;

/**
 * Where a stack lives.
 *
 * @param data what one stack keeps: databases, topics, logs, pid files; belongs to one running stack
 * @param cache what is derived and may be shared by stacks: unpacked and prepared programs
 * @param output receives every line of every child
 */
public record Workspace(Path data, Path cache, Output output) {
    public Workspace {
        data = data.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
    }

    /** A silent workspace for tests; the cache is the repository's, so that programs are prepared once. */
    public static Workspace at(Path data) {
        return new Workspace(data, Repository.root().resolve(".local/cache"), Output.NONE);
    }

    public Workspace withOutput(Output newOutput) {
        return new Workspace(data, cache, newOutput);
    }

    public Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }

    Path pidFile(String name) {
        return data.resolve("run").resolve(name + ".pid");
    }
}
