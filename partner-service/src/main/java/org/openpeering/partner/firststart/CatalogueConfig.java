/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.firststart;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** {@code openpeering.catalogue.*}. */
@ConfigMapping(prefix = "openpeering.catalogue")
public interface CatalogueConfig {
    /** Whether an installation without a catalogue begins with one from files. */
    @WithDefault("true")
    boolean loadAtFirstStart();

    /**
     * The folder of the files that an installation begins with; without it the built-in ones are taken. A file that is not
     * there has no entries.
     */
    Optional<Path> folder();
}
