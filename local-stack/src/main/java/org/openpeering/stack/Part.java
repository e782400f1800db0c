/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.util.Locale;

/** The parts of the stack, in the order in which they depend on each other. */
public enum Part {
    POSTGRES,
    KAFKA,
    KEYCLOAK,
    PARTNER,
    PREFIX,
    INSIGHTS,
    GATEWAY;

    /** As in output, log files and {@link LocalStack#service}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
