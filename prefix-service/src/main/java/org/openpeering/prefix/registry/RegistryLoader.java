/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.start.Settings;
import org.openpeering.kit.start.StartRefused;
import org.openpeering.kit.tls.ClientTls;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.Validity;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpsl.IrrTable;
import org.openpeering.registry.rpsl.RpslLimits;
import org.openpeering.registry.rpsl.RpslReport;
import org.openpeering.registry.source.Content;
import org.openpeering.registry.source.RpkiSource;

/**
 * Follows every configured source on threads of its own, and what time alone does to what they said; the start of the
 * service does not wait for them.
 */
@ApplicationScoped
public class RegistryLoader {
    private static final Logger LOG = Logger.getLogger(RegistryLoader.class);
    private static final Duration TICK = Duration.ofMillis(500);

    private final RpkiConfig rpki;
    private final RpkiSource.Settings settings;
    private final IrrConfig irr;
    private final RegistryService service;
    private final Registries registries;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, String> errors = new ConcurrentHashMap<>();
    private final Map<String, RpslReport> reports = new ConcurrentHashMap<>();
    private final TlsConfigurationRegistry tls;
    private @Nullable RpkiSource source;

    RegistryLoader(
            RpkiConfig rpki,
            IrrConfig irr,
            RegistryService service,
            Registries registries,
            TlsConfigurationRegistry tls) {
        this.rpki = rpki;
        this.irr = irr;
        this.service = service;
        this.registries = registries;
        this.tls = tls;
        this.settings = rpki.source();
    }

    /** Before anything is begun that would have to be ended, or waited for. */
    void refuse(@Observes @Priority(0) StartupEvent event) {
        if (rpki.rtr().isPresent() && rpki.json().isPresent()) {
            throw new StartRefused(Settings.inForce()
                    .get("openpeering.rpki.json")
                    .violates("openpeering.rpki.rtr is set, too", "Set either of the two, not both"));
        }
    }

    void start(@Observes StartupEvent event) {
        if (settings.configured()) {
            source = follow();
        }
        if (settings.configured() || !IrrFile.parse(irr).isEmpty()) {
            every(TICK, "holds", () -> alone(service::follow));
            every(TICK, "ages", this::age);
        }
        for (IrrFile file : IrrFile.parse(irr)) {
            Content content = new Content.OfFile(file.path());
            every(
                    irr.poll(),
                    file.name(),
                    () -> content.load((in, version, asOf) -> {
                        IrrTable.Loaded loaded = IrrTable.read(in, file.name(), RpslLimits.DEFAULT);
                        reports.put(file.name(), loaded.report());
                        refuseUnusable(loaded.report());
                        // A dump does not say when it was made.
                        Validity validity = Validity.of(null, null, asOf, Instant.now());
                        Dataset<IrrTable> dump = new Dataset<>(loaded.table(), file.name(), version, validity);
                        alone(() -> service.arrivedIrr(dump));
                    }));
        }
    }

    /** What can't be read is not absent: with too little of it read, the dump says nothing about the rest. */
    private void refuseUnusable(RpslReport report) throws IOException {
        if (report.kept() == 0) {
            throw new IOException("the dump has no route, route6 or aut-num object that can be read");
        }
        if (report.unusable(irr.malformedPercent(), irr.malformedLeast())) {
            throw new IOException(
                    "%d of %d objects are malformed, more than openpeering.irr.malformed-percent=%d allows"
                            .formatted(report.malformed(), report.kept() + report.malformed(), irr.malformedPercent()));
        }
    }

    private RpkiSource follow() {
        try {
            return RpkiSource.start(
                    settings,
                    ClientTls.of(tls, rpki.tlsConfigurationName(), "openpeering.rpki.tls-configuration-name"),
                    this::arrived);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("openpeering.rpki.rtr: " + e.getMessage(), e);
        }
    }

    private void age() {
        Instant now = Instant.now();
        if (service.aged(now)) {
            alone(() -> service.age(now));
        }
    }

    /**
     * One change of what is in force at a time, and its thread waits for the commit. What the database did not take is not
     * in force either: its validations would be missing.
     */
    private synchronized void alone(Supplier<Uni<Void>> change) {
        Registries.State before = registries.state();
        try {
            Transactions.await(change);
        } catch (RuntimeException e) {
            registries.change(_ -> before);
            throw e;
        }
    }

    private void arrived(Dataset<RpkiData> data) {
        alone(() -> service.arrived(data));
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void every(Duration pause, String name, Work work) {
        threads.add(Thread.ofVirtual().name("registry-" + name).start(() -> {
            while (true) {
                try {
                    attempt(name, work);
                    Thread.sleep(pause);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }));
    }

    private void attempt(String name, Work work) throws InterruptedException {
        try {
            work.run();
            errors.remove(name);
        } catch (IOException | RuntimeException | Error e) {
            String text = Objects.requireNonNullElse(e.getMessage(), e.toString());
            if (!text.equals(errors.put(name, text))) {
                LOG.warnf("Registry %s: %s", name, text);
            }
        }
    }

    /** The name of the source of RPKI data; empty: there is none. */
    String rpkiSource() {
        return settings.name();
    }

    /** Null: the last attempt went well. */
    @Nullable
    String error(String name) {
        RpkiSource followed = source;
        return name.equals("rpki") && followed != null ? followed.error() : errors.get(name);
    }

    /** In the order of preference. */
    List<CacheView> caches() {
        RpkiSource followed = source;
        return followed == null
                ? List.of()
                : followed.caches().stream().map(CacheView::of).toList();
    }

    List<String> malformed(String name) {
        RpslReport report = reports.get(name);
        return report == null
                ? List.of()
                : report.defects().stream()
                        .map(defect -> "line " + defect.line() + ": " + defect.what())
                        .toList();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (source != null) {
            source.close();
        }
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(5));
        }
    }
}
