/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.prefix.evidence.Availability;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpsl.IrrTable;

/** Puts together what the operator sees of the sources; there from the start, for its meters. */
@Startup
@ApplicationScoped
public class RegistryStatus {
    private final Registries registries;
    private final RegistryLoader loader;
    private final RegistryService service;
    private final IrrConfig irr;

    RegistryStatus(
            Registries registries,
            RegistryLoader loader,
            RegistryService service,
            IrrConfig irr,
            MeterRegistry meters) {
        this.registries = registries;
        this.loader = loader;
        this.service = service;
        this.irr = irr;
        age("rpki", () -> registries.state().rpki()).register(meters);
        for (IrrFile file : IrrFile.parse(irr)) {
            age(file.name(), () -> registries.state().irr().get(file.name())).register(meters);
        }
    }

    /** Not a number while there is no data. */
    private static Gauge.Builder<Supplier<Number>> age(String source, Supplier<@Nullable Dataset<?>> data) {
        Supplier<Number> seconds = () -> {
            Dataset<?> known = data.get();
            return known == null ? Double.NaN : known.age(Instant.now()).toSeconds();
        };
        return Gauge.builder("openpeering.registry.age", seconds)
                .description("How old the data of a registry is that verdicts rest on")
                .baseUnit("seconds")
                .tag("source", source);
    }

    List<RegistryView> list() {
        Instant now = Instant.now();
        Dataset<RpkiData> rpki = registries.state().rpki();
        List<RegistryView> views = new ArrayList<>();
        boolean rpkiHeld = service.holds(loader.rpkiSource());
        int vrps = rpki == null ? 0 : rpki.value().vrps().size();
        views.add(view("rpki", rpki, registries.rpkiAvailability(now), vrps, rpkiHeld, loader.caches(), now));
        for (IrrFile file : IrrFile.parse(irr)) {
            Dataset<IrrTable> dump = registries.state().irr().get(file.name());
            int routes = dump == null ? 0 : dump.value().routes();
            views.add(view(
                    file.name(),
                    dump,
                    registries.irrAvailability(file.name(), now),
                    routes,
                    service.holds(file.name()),
                    List.of(),
                    now));
        }
        return views;
    }

    AsnFactsView facts(Asn asn) {
        Registries.State state = registries.state();
        LongAdder authorized = new LongAdder();
        Instant now = Instant.now();
        if (state.rpki() != null) {
            state.rpki().value().vrps().forEach(vrp -> {
                if (vrp.asn().equals(asn)
                        && !(vrp.expires() != null && vrp.expires().isBefore(now))) {
                    authorized.increment();
                }
            });
        }
        List<String> autNumIn = state.irr().entrySet().stream()
                .filter(dump -> dump.getValue().value().autNum(asn).isPresent())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new AsnFactsView(asn, state.rpki() == null ? null : authorized.sum(), autNumIn);
    }

    private RegistryView view(
            String name,
            @Nullable Dataset<?> data,
            Availability state,
            int entries,
            boolean held,
            List<CacheView> caches,
            Instant now) {
        return new RegistryView(
                name,
                state != Availability.NOT_CONFIGURED,
                state,
                data == null ? null : data.version(),
                data == null ? null : data.asOf(),
                data == null ? null : data.validity().word(),
                data == null ? null : data.age(now).toSeconds(),
                data == null ? null : data.validity().expires(),
                entries,
                held,
                loader.error(name),
                data == null ? null : data.validity().warning(),
                loader.malformed(name),
                caches);
    }
}
