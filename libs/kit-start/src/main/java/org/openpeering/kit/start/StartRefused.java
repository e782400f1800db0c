/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.stream.Collectors;

/** The service must not start, or not go on; Quarkus tells its message without a trace, too. */
public final class StartRefused extends ConfigurationException {
    private static final long serialVersionUID = 1;

    private final String lines;

    public StartRefused(List<Violation> violations) {
        this(lines(violations));
    }

    public StartRefused(Violation violation) {
        this(List.of(violation));
    }

    private StartRefused(String lines) {
        super(lines);
        this.lines = lines;
    }

    /** One for each violation. */
    public String lines() {
        return lines;
    }

    static String lines(List<Violation> violations) {
        return violations.stream()
                .map(violation -> "refused to start: " + violation.text())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
