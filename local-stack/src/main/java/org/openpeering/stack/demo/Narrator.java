/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;

/** Tells what happens, and how to look at it: lines that work as they are in a shell in the repository's folder. */
final class Narrator {
    private final PrintStream out;
    private final URI gateway;
    private final Path caFile;

    Narrator(PrintStream out, URI gateway, Path caFile) {
        this.out = out;
        this.gateway = gateway;
        this.caFile = caFile;
    }

    void step(int number, int of, String title) {
        out.printf("%n[%d/%d] %s%n", number, of, title);
    }

    void line(String text) {
        out.println("  " + text);
    }

    void look(String user, String path) {
        out.println("  " + curl(user, path));
    }

    void end() {
        out.printf("%nThe demonstration is complete; its routers stay connected.%n");
    }

    private String curl(String user, String path) {
        Path here = Path.of("").toAbsolutePath();
        Path ca = caFile.toAbsolutePath();
        Path shown = ca.startsWith(here) ? here.relativize(ca) : ca;
        return "curl -s --cacert %s -H \"Authorization: Bearer $(local-stack/token %s)\" '%s'"
                .formatted(shown, user, gateway.resolve(path));
    }
}
