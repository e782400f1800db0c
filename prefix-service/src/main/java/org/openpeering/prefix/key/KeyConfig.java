/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** {@code openpeering.keys.*}; the values stand in application.properties. */
@ConfigMapping(prefix = "openpeering.keys")
public interface KeyConfig {
    /** The window in which wrong prefix keys are counted. */
    Duration window();

    /** So many wrong keys in a window, of a subscription or for a prefix, are too many: 429 until it ends. */
    int guesses();
}
