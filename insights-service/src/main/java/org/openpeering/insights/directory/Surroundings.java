/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.openpeering.insights.quality.Geography;
import org.openpeering.insights.quality.Siblings;

/**
 * Where things are and how other prefixes fare, as the topics say: pictures of a moment, made anew when they are asked for
 * and old. Detectors' threads ask.
 */
@ApplicationScoped
public class Surroundings {
    private static final Duration PLACES = Duration.ofSeconds(10);
    private static final Duration PREFIXES = Duration.ofMinutes(1);

    private final Picture<Geography> geography;
    private final Picture<Siblings> siblings;

    Surroundings(Directory directory) {
        geography = new Picture<>(Geography.UNKNOWN, PLACES, () -> KnownPlaces.of(directory));
        siblings = new Picture<>(
                Siblings.NONE,
                PREFIXES,
                () -> KnownSiblings.of(directory.latencies().values()));
    }

    public Geography geography() {
        return geography.now();
    }

    public Siblings siblings() {
        return siblings.now();
    }
}
