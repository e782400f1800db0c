/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;

/** All settings in force. */
public final class Settings {
    private static final Set<String> LENIENT = Set.of("local", "dev", "test");

    private final SmallRyeConfig config;

    Settings(SmallRyeConfig config) {
        this.config = config;
    }

    /** Those of this process. */
    public static Settings inForce() {
        return new Settings(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
    }

    /** Whatever profile is not known to be lenient is production, a misspelt one, too. */
    public boolean production() {
        return config.getProfiles().stream().noneMatch(LENIENT::contains);
    }

    public Setting get(String key) {
        return Setting.of(key, config.getConfigValue(key));
    }

    /** The settings that have a value and a name with these ends. */
    List<Setting> like(String prefix, String suffix) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                .sorted()
                .map(this::get)
                .toList();
    }
}
