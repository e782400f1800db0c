/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

import io.quarkus.runtime.ExecutionMode;
import io.quarkus.runtime.ExecutionModeManager;
import io.quarkus.value.registry.RuntimeInfoProvider;
import io.quarkus.value.registry.ValueRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Looks at the settings at the first moment at which they are known, before the database, the broker or the provider is
 * waited for: Quarkus asks for information about the start then. There is none.
 */
public final class StartCheck implements RuntimeInfoProvider {
    private static final Logger LOG = Logger.getLogger(StartCheck.class);

    @Override
    public void register(ValueRegistry registry, RuntimeSource source) {
        if (ExecutionModeManager.getExecutionMode() != ExecutionMode.RUNTIME_INIT) {
            return;
        }
        Settings settings = Settings.inForce();
        List<Violation> violations = new ArrayList<>(misspelt(settings));
        if (settings.production()) {
            violations.addAll(ProductionRules.violated(settings));
        }
        if (!violations.isEmpty()) {
            throw new StartRefused(violations);
        }
    }

    /** Where they are only in the environment, which others fill too, they are warned of. */
    private static List<Violation> misspelt(Settings settings) {
        return settings.like(KnownKeys.OURS, "").stream()
                .filter(setting -> !KnownKeys.contain(setting.key()))
                .map(setting -> Problems.misspelt(setting.key(), setting.origin()))
                .filter(violation -> {
                    boolean environment = violation.text().contains("(environment variable ");
                    if (environment && settings.production()) {
                        LOG.warn(violation.text());
                    }
                    return !environment;
                })
                .toList();
    }
}
