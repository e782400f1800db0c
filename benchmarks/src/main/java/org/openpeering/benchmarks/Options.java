/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.openpeering.stack.process.Repository;

/**
 * What a benchmark was asked for.
 *
 * @param suite the checkout whose suite is measured
 * @param figures where the figures go, for {@link Comparison}; null: nowhere
 * @param size how many resources there are before what counts is measured
 * @param longest no phase with a fixed rate of requests lasts longer
 */
record Options(Path suite, @Nullable Path figures, int size, Duration longest) {
    /**
     * @param sizeOption the name of the option for the size
     * @param usualSize the size when nothing is said
     */
    static Options parse(String[] arguments, String sizeOption, int usualSize) {
        Options options = new Options(Repository.root(), null, usualSize, Duration.ofHours(1));
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String name = rest.removeFirst();
            String value = rest.poll();
            if (value == null) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            options = options.with(name, value, sizeOption);
        }
        return options;
    }

    private Options with(String name, String value, String sizeOption) {
        if (name.equals(sizeOption)) {
            return new Options(suite, figures, Integer.parseInt(value), longest);
        }
        return switch (name) {
            case "--suite" -> new Options(Path.of(value), figures, size, longest);
            case "--figures" -> new Options(suite, Path.of(value), size, longest);
            case "--seconds" -> new Options(suite, figures, size, Duration.ofSeconds(Integer.parseInt(value)));
            default ->
                throw new IllegalArgumentException("Unknown option " + name + "; there are --suite DIR, --against DIR, "
                        + "--seconds N, " + sizeOption + " N");
        };
    }

    /** The duration, or the longest that is allowed. */
    Duration atMost(int seconds) {
        Duration usual = Duration.ofSeconds(seconds);
        return usual.compareTo(longest) < 0 ? usual : longest;
    }
}
