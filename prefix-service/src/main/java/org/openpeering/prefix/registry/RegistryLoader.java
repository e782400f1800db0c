/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpki.RpkiJson;
import org.openpeering.registry.rpsl.IrrTable;
import org.openpeering.registry.rpsl.RpslLimits;
import org.openpeering.registry.rpsl.RpslReport;
import org.openpeering.registry.rtr.RtrClient;
import org.openpeering.registry.rtr.RtrSettings;

/** Follows every configured source on threads of its own; the start of the service does not wait for them. */
@ApplicationScoped
public class RegistryLoader {
    private static final Logger LOG = Logger.getLogger(RegistryLoader.class);
    private static final Duration TICK = Duration.ofMillis(500);

    private final RpkiConfig rpki;
    private final IrrConfig irr;
    private final RegistryService service;
    private final Registries registries;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, String> errors = new ConcurrentHashMap<>();
    private final Map<String, RpslReport> reports = new ConcurrentHashMap<>();
    private @Nullable RtrClient client;

    RegistryLoader(RpkiConfig rpki, IrrConfig irr, RegistryService service, Registries registries) {
        this.rpki = rpki;
        this.irr = irr;
        this.service = service;
        this.registries = registries;
    }

    void start(@Observes StartupEvent event) {
        if (rpki.rtr().isPresent() && rpki.json().isPresent()) {
            throw new IllegalStateException("Set either openpeering.rpki.rtr or openpeering.rpki.json, not both.");
        }
        rpki.rtr().ifPresent(this::rtr);
        rpki.json().ifPresent(this::json);
        if (rpki.rtr().isPresent()
                || rpki.json().isPresent()
                || !IrrFile.parse(irr).isEmpty()) {
            every(TICK, "holds", () -> alone(service::follow));
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
                        Dataset<IrrTable> dump = new Dataset<>(loaded.table(), file.name(), version, asOf);
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

    private void rtr(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalStateException("openpeering.rpki.rtr: '" + address + "' is not of the form host:port");
        }
        RtrSettings settings =
                RtrSettings.of(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        client = RtrClient.start(
                settings,
                InstantSource.system(),
                (data, status) -> arrived(new Dataset<>(
                        data,
                        rpkiSource(),
                        status.session() + "/" + status.serial(),
                        Objects.requireNonNull(status.lastUpdate()))));
    }

    private void json(String place) {
        Content content = place.startsWith("http://") || place.startsWith("https://")
                ? new Content.OfUrl(URI.create(place))
                : new Content.OfFile(Path.of(place));
        every(
                rpki.poll(),
                "rpki",
                () -> content.load((in, version, asOf) -> arrived(new Dataset<>(
                        RpkiJson.read(in, RpkiJson.Limits.DEFAULT, Instant.now()), rpkiSource(), version, asOf))));
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
        } catch (IOException | RuntimeException e) {
            String text = Objects.requireNonNullElse(e.getMessage(), e.toString());
            if (!text.equals(errors.put(name, text))) {
                LOG.warnf("Registry %s: %s", name, text);
            }
        }
    }

    /** The name of the source of RPKI data; empty: there is none. */
    String rpkiSource() {
        return rpki.rtr()
                .map(address -> "rtr " + address)
                .or(() -> rpki.json().map(place -> "json " + place))
                .orElse("");
    }

    /** Null: the last attempt went well. */
    @Nullable
    String error(String name) {
        RtrClient rtr = client;
        return name.equals("rpki") && rtr != null ? rtr.status().lastError() : errors.get(name);
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
        if (client != null) {
            client.close();
        }
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(5));
        }
    }
}
