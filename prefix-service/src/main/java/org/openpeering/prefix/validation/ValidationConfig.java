/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code openpeering.validation.*}; {@code application.properties} says why each has its value. */
@ConfigMapping(prefix = "openpeering.validation")
public interface ValidationConfig {
    /** Whether this replica validates; one of them has to. */
    @WithDefault("true")
    boolean worker();

    /** Least time between two validations of a registration that its owner asks for. */
    Duration interval();

    /** How long validation reports are kept: as far back as {@code GET …/validation?at=} reaches. */
    Duration retention();

    /** A verdict that changes more often than this rests between two changes. */
    int changesAMinute();
}
