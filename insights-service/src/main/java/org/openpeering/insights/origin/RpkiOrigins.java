/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.start.Settings;
import org.openpeering.kit.start.StartRefused;
import org.openpeering.kit.tls.ClientTls;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.rpki.AspaTable;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.source.RpkiSource;

/** Judges origins by the RPKI source that is configured. Without one all are unknown, and nothing is held in memory. */
@ApplicationScoped
public class RpkiOrigins {
    private final RpkiConfig config;
    private final TlsConfigurationRegistry tls;
    private @Nullable RpkiSource source;
    private volatile @Nullable Dataset<RpkiData> data;

    RpkiOrigins(RpkiConfig config, TlsConfigurationRegistry tls) {
        this.config = config;
        this.tls = tls;
    }

    void refuse(@Observes @Priority(0) StartupEvent event) {
        if (config.rtr().isPresent() && config.json().isPresent()) {
            throw new StartRefused(Settings.inForce()
                    .get("openpeering.rpki.json")
                    .violates("openpeering.rpki.rtr is set, too", "Set either of the two, not both"));
        }
    }

    void start(@Observes StartupEvent event) {
        if (config.rtr().isPresent() || config.json().isPresent()) {
            try {
                source = RpkiSource.start(
                        config.source(),
                        ClientTls.of(tls, config.tlsConfigurationName(), "openpeering.rpki.tls-configuration-name"),
                        arrived -> data = arrived);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("openpeering.rpki: " + e.getMessage(), e);
            }
        }
    }

    public RpkiVerdict verdict(IpPrefix prefix, AsPath path, Instant now) {
        Dataset<RpkiData> current = data;
        return current == null || current.stale(now, config.staleAfter())
                ? RpkiVerdict.UNKNOWN
                : RpkiVerdict.of(
                        current.value().vrps().covering(prefix, now),
                        prefix,
                        path.origin().orElse(null));
    }

    /** Whether a network has signed that another one is a provider of it (ASPA); empty: it has signed nothing, or nobody knows. */
    public Optional<Boolean> provides(Asn customer, Asn provider, Instant now) {
        Dataset<RpkiData> current = data;
        if (current == null || current.stale(now, config.staleAfter())) {
            return Optional.empty();
        }
        AspaTable aspas = current.value().aspas();
        if (aspas == null) {
            return Optional.empty();
        }
        List<Asn> providers = aspas.providers(customer, now);
        return providers.isEmpty() ? Optional.empty() : Optional.of(providers.contains(provider));
    }

    void stop(@Observes ShutdownEvent event) {
        if (source != null) {
            source.close();
        }
    }
}
