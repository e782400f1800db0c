/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {
    private final List<String> read = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/export", this::export);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/export");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void export(HttpExchange exchange) throws IOException {
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        tags.add(String.valueOf(known));
        exchange.getResponseHeaders().set("ETag", "\"one\"");
        exchange.getResponseHeaders().set("Last-Modified", "Mon, 04 May 2026 10:00:00 GMT");
        if ("\"one\"".equals(known)) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("data".getBytes(UTF_8));
        }
        exchange.close();
    }

    private Content.OfUrl url(String path) {
        return new Content.OfUrl(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    private void take(Content content) throws Exception {
        content.load(
                (in, version, asOf) -> read.add(new String(in.readAllBytes(), UTF_8) + " " + version + " " + asOf));
    }

    @Test
    void aWebResourceIsReadOnceForEachEntityTagAndIsAsOldAsItSays() throws Exception {
        Content content = url("/export");

        take(content);
        take(content);

        assertThat(read).containsExactly("data \"one\" 2026-05-04T10:00:00Z");
        assertThat(tags).containsExactly("null", "\"one\"");
    }

    @Test
    void whatCouldNotBeReadIsAskedForAgain() throws Exception {
        Content content = url("/export");

        assertThatThrownBy(() -> content.load((in, version, asOf) -> {
                    throw new IOException("not an export");
                }))
                .hasMessage("not an export");
        take(content);

        assertThat(read).hasSize(1);
        assertThat(tags).containsExactly("null", "null");
    }

    @Test
    void redirectionsAndFailuresAreErrors() {
        assertThatThrownBy(() -> take(url("/moved")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("/moved answers 302");
        assertThatThrownBy(() -> take(url("/nothing"))).hasMessageEndingWith("answers 404");
        assertThat(read).isEmpty();
    }

    @Test
    void aFileIsReadWhenItChangesAndIsAsOldAsItsLastChange() throws Exception {
        Path file = Files.writeString(folder.resolve("dump"), "one");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-05-04T10:00:00Z")));
        Content content = new Content.OfFile(file);

        take(content);
        take(content);
        Files.writeString(file, "more");
        take(content);

        assertThat(read).hasSize(2);
        assertThat(read.getFirst()).isEqualTo("one 2026-05-04T10:00:00Z 3 bytes 2026-05-04T10:00:00Z");
        assertThat(read.getLast()).startsWith("more ");
    }

    @Test
    void aFileThatIsBeingWrittenToIsNotTakenForAWholeOne() throws Exception {
        Path file = Files.writeString(folder.resolve("dump"), "one half");
        Content content = new Content.OfFile(file);

        assertThatThrownBy(() -> content.load((in, version, asOf) -> {
                    read.add(new String(in.readNBytes(3), UTF_8));
                    Files.writeString(file, "one half and the other");
                    in.readAllBytes();
                }))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(" is being written to");
        take(content);

        assertThat(read).hasSize(2);
        assertThat(read.getLast()).startsWith("one half and the other ");
    }
}
