/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.origin.RpkiGuard.Hold;
import org.openpeering.kit.start.Settings;
import org.openpeering.kit.start.StartRefused;
import org.openpeering.kit.tls.ClientTls;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.rpki.BlastRadius;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.source.RpkiSource;

/**
 * What the RPKI source that is configured says, as far as it is in force ({@link RpkiStand}), and what has changed of it
 * ({@link RpkiNews}). Without a source nothing is known, and nothing is held in memory. Each replica has its own copy.
 */
@ApplicationScoped
public class RpkiOrigins {
    private static final Logger LOG = Logger.getLogger(RpkiOrigins.class);
    private static final Duration TICK = Duration.ofMillis(500);

    private final RpkiConfig config;
    private final TlsConfigurationRegistry tls;
    private final RpkiStand stand;
    private final RpkiNews news = new RpkiNews();
    private @Nullable RpkiSource source;
    private @Nullable Thread ticker;

    RpkiOrigins(RpkiConfig config, TlsConfigurationRegistry tls, Directory directory, MeterRegistry meters) {
        this.config = config;
        this.tls = tls;
        this.stand = new RpkiStand(
                new RpkiGuard(
                        new BlastRadius(config.guardLeast(), config.guardPrefixes(), config.guardPercent()),
                        config.guardVanished()),
                config.staleAfter(),
                config.endsWithin(),
                () -> directory.monitored().values().toList(),
                sentence -> LOG.errorf("ALARM: %s", sentence));
        Gauge.builder("openpeering.registry.held", stand, known -> known.hold() == null ? 0 : 1)
                .description("Sources whose new data is held back for the operator to decide")
                .register(meters);
    }

    void refuse(@Observes @Priority(0) StartupEvent event) {
        if (config.rtr().isPresent() && config.json().isPresent()) {
            throw new StartRefused(Settings.inForce()
                    .get("openpeering.rpki.json")
                    .violates("openpeering.rpki.rtr is set, too", "Set either of the two, not both"));
        }
    }

    void start(@Observes StartupEvent event) {
        if (config.source().configured()) {
            try {
                source = RpkiSource.start(
                        config.source(),
                        ClientTls.of(tls, config.tlsConfigurationName(), "openpeering.rpki.tls-configuration-name"),
                        this::arrived);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("openpeering.rpki: " + e.getMessage(), e);
            }
            ticker = Thread.ofVirtual().name("rpki-age").start(this::tick);
        }
    }

    private void tick() {
        while (true) {
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException e) {
                return;
            }
            change(() -> stand.advance(Instant.now()));
        }
    }

    private void arrived(Dataset<RpkiData> data) {
        change(() -> stand.arrived(data, Instant.now()));
    }

    private synchronized void change(Runnable step) {
        RpkiView before = stand.view();
        step.run();
        news.changed(before, stand.view());
    }

    /** What is in force. */
    public RpkiView view() {
        return stand.view();
    }

    public RpkiNews news() {
        return news;
    }

    boolean configured() {
        return config.source().configured();
    }

    String sourceName() {
        return config.source().name();
    }

    /** What is held back; empty: nothing is. */
    Optional<Hold> hold() {
        return Optional.ofNullable(stand.hold());
    }

    public RpkiVerdict verdict(IpPrefix prefix, AsPath path) {
        Asn origin = path.origin().orElse(null);
        return RpkiVerdict.of(view().once(prefix, origin), prefix, origin);
    }

    /** Whether a network has signed that another one is a provider of it (ASPA); empty: it has signed nothing, or nobody knows. */
    public Optional<Boolean> provides(Asn customer, Asn provider) {
        return view().provides(customer, provider);
    }

    void stop(@Observes ShutdownEvent event) {
        if (source != null) {
            source.close();
        }
        Thread running = ticker;
        if (running != null) {
            running.interrupt();
        }
    }
}
