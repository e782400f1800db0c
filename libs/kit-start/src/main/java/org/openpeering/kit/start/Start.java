/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every service's main: what an operator can mend is told on one line each, without a trace. */
@QuarkusMain
public final class Start {
    private Start() {}

    public static void main(String... arguments) {
        Quarkus.run(null, Start::end, arguments);
    }

    private static void end(int code, @Nullable Throwable failure) {
        if (failure != null && code != 0) {
            refusal(failure)
                    .ifPresentOrElse(
                            System.err::println,
                            () -> Logger.getLogger(Start.class).error("the service failed", failure));
        }
        System.exit(code);
    }

    /** One line for each violation; empty when the failure is none that an operator could mend. */
    static Optional<String> refusal(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> told(cause).stream())
                .findFirst();
    }

    private static Optional<String> told(Throwable cause) {
        return switch (cause) {
            case StartRefused refused -> Optional.of(refused.lines());
            case ConfigValidationException invalid -> Optional.of(StartRefused.lines(problems(invalid)));
            case ConfigurationException wrong -> one(String.valueOf(wrong.getMessage()));
            case QuarkusBindException taken ->
                one("port " + taken.getPort() + " of " + taken.getHost()
                        + " is taken. End who has it, or set another one by"
                        + " quarkus.http.port or quarkus.management.port");
            default -> Optional.empty();
        };
    }

    private static Optional<String> one(String text) {
        return Optional.of(StartRefused.lines(List.of(new Violation(text))));
    }

    private static List<Violation> problems(ConfigValidationException invalid) {
        return IntStream.range(0, invalid.getProblemCount())
                .mapToObj(index -> invalid.getProblem(index).getMessage())
                .map(problem -> Problems.violation(problem, Start::origin))
                .toList();
    }

    private static String origin(String key) {
        return Setting.originOf(key, System.getProperty(key), System.getenv(Setting.variable(key)));
    }
}
