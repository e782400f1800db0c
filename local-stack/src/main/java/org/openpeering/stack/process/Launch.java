/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a process. Everything secret belongs into the environment: other users can read a command line.
 *
 * @param directory the working directory; must exist
 */
public record Launch(List<String> command, Map<String, String> environment, Path directory) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
