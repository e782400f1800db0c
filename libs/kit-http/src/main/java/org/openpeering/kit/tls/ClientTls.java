/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tls;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Whom to trust, and with which certificate to come. */
public final class ClientTls {
    private ClientTls() {}

    /**
     * As it is configured at the moment of asking: certificates may be exchanged meanwhile.
     *
     * @param name of {@code quarkus.tls.NAME}; empty: the default, and without that Java's
     * @param key the setting that says the name
     */
    public static Supplier<SSLContext> of(TlsConfigurationRegistry registry, Optional<String> name, String key) {
        Optional<TlsConfiguration> configuration = name.isPresent() ? registry.get(name.get()) : registry.getDefault();
        if (name.isPresent() && configuration.isEmpty()) {
            throw new ConfigurationException(key + ": there is no quarkus.tls." + name.get());
        }
        return () -> {
            try {
                return configuration.isPresent() ? configuration.get().createSSLContext() : SSLContext.getDefault();
            } catch (Exception e) {
                throw new IllegalStateException("TLS is not configured well: " + e.getMessage(), e);
            }
        };
    }
}
