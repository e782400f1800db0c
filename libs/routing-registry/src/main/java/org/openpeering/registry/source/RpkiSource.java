/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.Validity;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpki.RpkiJson;
import org.openpeering.registry.rtr.RtrCaches;
import org.openpeering.registry.rtr.RtrSettings;
import org.openpeering.registry.rtr.RtrStatus;
import org.openpeering.registry.rtr.RtrTimeouts;

/**
 * Follows the RTR caches or the validator's export that an operator names, on threads of its own, and gives each complete
 * state of their data to a listener. A listener that throws gets the same data again.
 */
public final class RpkiSource implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RpkiSource.class.getName());

    private final Settings settings;
    private final Consumer<Dataset<RpkiData>> listener;
    private @Nullable RtrCaches caches;
    private @Nullable Thread poller;
    private volatile @Nullable String error;
    /** What the export in force says of its age; null when it says nothing. */
    private @Nullable Instant inForce;

    /**
     * One source or none.
     *
     * @param rtr caches, the most preferred one first
     * @param failoverAfter how long one may be away before the next one is followed
     * @param timeouts of each
     * @param json path or http(s) URL of a validator's export; not together with caches
     * @param poll how often the export is looked at
     */
    public record Settings(
            List<String> rtr, Duration failoverAfter, RtrTimeouts timeouts, Optional<String> json, Duration poll) {
        public Settings {
            rtr = rtr.stream().map(String::strip).toList();
        }

        public boolean configured() {
            return !rtr.isEmpty() || json.isPresent();
        }

        /** For people; empty when there is none. */
        public String name() {
            return rtr.isEmpty() ? json.map(place -> "json " + place).orElse("") : "rtr " + String.join(", ", rtr);
        }
    }

    private RpkiSource(Settings settings, Consumer<Dataset<RpkiData>> listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Begins to follow; the listener is called by other threads, one at a time.
     *
     * @param tls whom to trust over TLS, asked at each connection: certificates may be exchanged meanwhile
     * @throws IllegalArgumentException when a cache's address is none
     */
    public static RpkiSource start(Settings settings, Supplier<SSLContext> tls, Consumer<Dataset<RpkiData>> listener) {
        RpkiSource source = new RpkiSource(settings, listener);
        if (!settings.rtr().isEmpty()) {
            source.follow(settings.rtr().stream()
                    .map(text -> RtrAddress.parse(text).settings(settings.timeouts(), tls))
                    .toList());
        }
        settings.json().ifPresent(source::poll);
        return source;
    }

    private void follow(List<RtrSettings> preferred) {
        caches = RtrCaches.start(preferred, settings.failoverAfter(), InstantSource.system(), (cache, data, status) -> {
            // A serial says nothing without the cache that counts it.
            String version = (preferred.size() == 1 ? "" : cache + " ") + status.session() + "/" + status.serial();
            Validity validity = Validity.confirmed(
                    Objects.requireNonNull(status.lastUpdate()), Objects.requireNonNull(status.expires()));
            listener.accept(new Dataset<>(data, settings.name(), version, validity));
        });
    }

    private void poll(String place) {
        Content content = place.startsWith("http://") || place.startsWith("https://")
                ? new Content.OfUrl(URI.create(place))
                : new Content.OfFile(Path.of(place));
        poller = Thread.ofVirtual().name("rpki-export").start(() -> {
            while (true) {
                try {
                    attempt(content);
                    Thread.sleep(settings.poll());
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    private void attempt(Content content) throws InterruptedException {
        try {
            content.load((in, version, carried) -> export(in, version, carried, Instant.now()));
            error = null;
        } catch (IOException | RuntimeException | Error e) {
            String text = Objects.requireNonNullElse(e.getMessage(), e.toString());
            if (!text.equals(error)) {
                LOG.log(System.Logger.Level.WARNING, "RPKI data: {0}", text);
            }
            error = text;
        }
    }

    /**
     * What has ended as a whole does not take the place of what may not have, nor what was made before it: of servers behind
     * one name one may lag. What is in force then gets old, and its age decides.
     */
    private void export(InputStream in, String version, Instant carried, Instant now) throws IOException {
        RpkiJson.Export export = RpkiJson.read(in, RpkiJson.Limits.DEFAULT, now);
        if (export.validUntil() != null && export.validUntil().isBefore(now)) {
            throw new IOException("the export says that it was valid until " + export.validUntil());
        }
        Validity validity = Validity.of(export.built(), export.validUntil(), carried, now);
        if (validity.warning() != null) {
            LOG.log(System.Logger.Level.WARNING, "RPKI data: {0}", validity.warning());
        }
        Instant made = validity.word() == Validity.Word.SOURCE ? validity.asOf() : null;
        if (made != null && inForce != null && made.isBefore(inForce)) {
            throw new IOException("the export is from " + made + ", and the one in force from " + inForce);
        }
        listener.accept(new Dataset<>(export.data(), settings.name(), version, validity));
        inForce = made;
    }

    /** In the order of preference. */
    public List<RtrCaches.Cache> caches() {
        RtrCaches followed = caches;
        return followed == null ? List.of() : followed.status();
    }

    /** Null: the last attempt went well. Of several caches that of the one that counts, else of the most preferred one. */
    public @Nullable String error() {
        List<RtrCaches.Cache> all = caches();
        return all.isEmpty()
                ? error
                : all.stream()
                        .filter(RtrCaches.Cache::counts)
                        .findFirst()
                        .or(() -> all.stream().findFirst())
                        .map(RtrCaches.Cache::status)
                        .map(RtrStatus::lastError)
                        .orElse(null);
    }

    @Override
    public void close() {
        RtrCaches followed = caches;
        if (followed != null) {
            followed.close();
        }
        Thread running = poller;
        if (running != null) {
            running.interrupt();
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
