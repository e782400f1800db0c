/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.prefix.evidence.Availability;
import org.openpeering.prefix.evidence.RegistryEvidence;
import org.openpeering.prefix.evidence.RegistrySource;
import org.openpeering.prefix.evidence.SourceEvidence;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.rpki.AspaTable;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpsl.IrrTable;
import org.openpeering.registry.rpsl.RouteObject;

/** The data in force. Whoever judges takes one state of it and judges everything by that. */
@ApplicationScoped
public class Registries implements RegistrySource {
    private final RpkiConfig rpkiConfig;
    private final Duration irrStaleAfter;
    private final Set<String> irrNames;
    private final Instant started = Instant.now();
    private volatile State state = new State(null, Map.of());

    /** @param irr by name */
    record State(@Nullable Dataset<RpkiData> rpki, Map<String, Dataset<IrrTable>> irr) {
        State with(Dataset<RpkiData> data) {
            return new State(data, irr);
        }

        State withIrr(Dataset<IrrTable> data) {
            Map<String, Dataset<IrrTable>> all = new TreeMap<>(irr);
            all.put(data.source(), data);
            return new State(rpki, Map.copyOf(all));
        }
    }

    Registries(RpkiConfig rpkiConfig, IrrConfig irrConfig) {
        this.rpkiConfig = rpkiConfig;
        this.irrStaleAfter = irrConfig.staleAfter();
        this.irrNames = IrrFile.parse(irrConfig).stream().map(IrrFile::name).collect(Collectors.toUnmodifiableSet());
    }

    State state() {
        return state;
    }

    synchronized void change(UnaryOperator<State> change) {
        state = change.apply(state);
    }

    /** What would be known if the change were in force. */
    RegistrySource after(UnaryOperator<State> change) {
        State then = change.apply(state);
        return (prefix, paths, at) -> evidence(then, prefix, paths, at);
    }

    boolean rpkiConfigured() {
        return rpkiConfig.rtr().isPresent() || rpkiConfig.json().isPresent();
    }

    Availability availability(boolean configured, @Nullable Dataset<?> data, Duration staleAfter, Instant at) {
        if (!configured) {
            return Availability.NOT_CONFIGURED;
        }
        if (data == null) {
            return Duration.between(started, at).compareTo(staleAfter) > 0 ? Availability.STALE : Availability.LOADING;
        }
        return data.stale(at, staleAfter) ? Availability.STALE : Availability.CURRENT;
    }

    Availability rpkiAvailability(Instant at) {
        return rpkiAvailability(state, at);
    }

    Availability rpkiAvailability(State now, Instant at) {
        return availability(rpkiConfigured(), now.rpki(), rpkiConfig.staleAfter(), at);
    }

    @Override
    public RegistryEvidence evidence(IpPrefix prefix, Set<AsPath> paths, Instant at) {
        return evidence(state, prefix, paths, at);
    }

    private RegistryEvidence evidence(State now, IpPrefix prefix, Set<AsPath> paths, Instant at) {
        Set<Asn> origins =
                paths.stream().flatMap(path -> path.origin().stream()).collect(Collectors.toSet());
        Dataset<RpkiData> rpki = now.rpki();
        SourceEvidence rpkiSource = source(rpki, rpkiAvailability(now, at));
        List<RouteObject> objects = new ArrayList<>();
        Set<Asn> registered = new HashSet<>();
        for (Dataset<IrrTable> irr : now.irr().values()) {
            objects.addAll(irr.value().exact(prefix));
            origins.stream()
                    .filter(origin -> irr.value().autNum(origin).isPresent())
                    .forEach(registered::add);
        }
        return new RegistryEvidence(
                rpkiSource,
                rpki == null ? List.of() : rpki.value().vrps().covering(prefix, at),
                rpki == null ? null : aspas(rpki.value().aspas(), paths, at),
                irr(now, at),
                objects,
                registered);
    }

    private static @Nullable List<RegistryEvidence.Aspa> aspas(
            @Nullable AspaTable table, Set<AsPath> paths, Instant at) {
        return table == null
                ? null
                : paths.stream()
                        .flatMap(AsPath::asns)
                        .distinct()
                        .sorted()
                        .filter(customer -> !table.providers(customer, at).isEmpty())
                        .map(customer -> new RegistryEvidence.Aspa(customer, table.providers(customer, at)))
                        .toList();
    }

    /** All dumps count as one: as available as the least available, and as old as the oldest. */
    private SourceEvidence irr(State now, Instant at) {
        List<SourceEvidence> all = irrNames.stream()
                .sorted()
                .map(name ->
                        source(now.irr().get(name), availability(true, now.irr().get(name), irrStaleAfter, at)))
                .toList();
        if (all.isEmpty()) {
            return SourceEvidence.NOT_CONFIGURED;
        }
        Availability least = all.stream()
                .map(SourceEvidence::availability)
                .max(Availability::compareTo)
                .orElseThrow();
        List<Dataset<IrrTable>> loaded = now.irr().values().stream().toList();
        return new SourceEvidence(
                least,
                String.join(", ", irrNames.stream().sorted().toList()),
                loaded.stream().map(Dataset::version).sorted().collect(Collectors.joining(", ")),
                loaded.stream().map(Dataset::asOf).min(Instant::compareTo).orElse(null));
    }

    private static SourceEvidence source(@Nullable Dataset<?> data, Availability availability) {
        return data == null
                ? new SourceEvidence(availability, null, null, null)
                : new SourceEvidence(availability, data.source(), data.version(), data.asOf());
    }

    Availability irrAvailability(String name, Instant at) {
        return availability(true, state.irr().get(name), irrStaleAfter, at);
    }

    /** Of each source by its name; that of the RPKI is empty. */
    Map<String, Availability> availabilities(Instant at) {
        Map<String, Availability> all = new TreeMap<>(Map.of("", rpkiAvailability(at)));
        irrNames.forEach(name -> all.put(name, irrAvailability(name, at)));
        return all;
    }
}
