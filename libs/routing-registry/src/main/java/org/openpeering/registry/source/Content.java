/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is looked at again and again, and read when it is new. Only when reading went well does it count as read. */
public abstract sealed class Content {
    /** Takes what is new. */
    public interface Reader {
        void read(InputStream in, String version, Instant asOf) throws IOException;
    }

    public abstract void load(Reader reader) throws IOException, InterruptedException;

    /** A file, as old as its last change; while it is being written it is not read, since a half of it may look whole. */
    public static final class OfFile extends Content {
        private final Path path;
        private @Nullable String seen;

        public OfFile(Path path) {
            this.path = path;
        }

        @Override
        public void load(Reader reader) throws IOException {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            Instant changed = file.lastModifiedTime().toInstant();
            String version = changed + " " + file.size() + " bytes";
            if (version.equals(seen)) {
                return;
            }
            try (InputStream in = new Unchanged(Files.newInputStream(path), path, file)) {
                reader.read(in, version, changed);
            }
            seen = version;
        }

        /** Fails at its end when the file has been written to since. Who replaces it as a whole disturbs nobody. */
        private static final class Unchanged extends FilterInputStream {
            private final Path path;
            private final BasicFileAttributes before;

            Unchanged(InputStream in, Path path, BasicFileAttributes before) {
                super(in);
                this.path = path;
                this.before = before;
            }

            @Override
            public int read() throws IOException {
                return checked(super.read());
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return checked(super.read(bytes, from, length));
            }

            private int checked(int read) throws IOException {
                if (read < 0) {
                    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
                    boolean same = now.size() == before.size()
                            && now.lastModifiedTime().equals(before.lastModifiedTime());
                    if (!same && Objects.equals(now.fileKey(), before.fileKey())) {
                        throw new IOException(path + " is being written to");
                    }
                }
                return read;
            }
        }
    }

    /**
     * A web resource, as old as it says. It is asked for with the last entity tag; a redirection is an error, so that the
     * operator's word decides where data comes from. The reader bounds its length, and the deadline the time to its head.
     */
    public static final class OfUrl extends Content {
        private static final Duration CONNECT = Duration.ofSeconds(10);
        private static final Duration ANSWER = Duration.ofMinutes(1);

        private final URI uri;
        private final HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
        private @Nullable String tag;

        public OfUrl(URI uri) {
            this.uri = uri;
        }

        @Override
        public void load(Reader reader) throws IOException, InterruptedException {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(uri).timeout(ANSWER).header("Accept", "application/json");
            if (tag != null) {
                request.header("If-None-Match", tag);
            }
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() == 304) {
                    return;
                }
                if (answer.statusCode() != 200) {
                    throw new IOException(uri + " answers " + answer.statusCode());
                }
                String newTag = answer.headers().firstValue("ETag").orElse(null);
                Instant asOf = answer.headers()
                        .firstValue("Last-Modified")
                        .flatMap(OfUrl::time)
                        .orElseGet(Instant::now);
                reader.read(body, newTag == null ? asOf.toString() : newTag, asOf);
                tag = newTag;
            }
        }

        private static Optional<Instant> time(String text) {
            try {
                return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }
}
