/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** {@code openpeering.keys.*}; the values stand in application.properties. */
@ConfigMapping(prefix = "openpeering.keys")
public interface KeyConfig {
    /** In which wrong keys are counted. */
    Duration window();

    /** So many of them, of a subscription or for a prefix, are too many. */
    int guesses();
}
