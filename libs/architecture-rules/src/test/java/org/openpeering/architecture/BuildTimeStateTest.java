/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({"unused", "UnnecessaryLambda", "TimeInStaticInitializer"})
class BuildTimeStateTest {
    private static final class Seeded {
        private static final SecureRandom RANDOM = new SecureRandom();
    }

    /** The field does not tell what it holds. */
    private static final class Hidden {
        private static final Object LOCK = new SecureRandom();
    }

    private static final class General {
        private static final RandomGenerator RANDOM = RandomGenerator.getDefault();
    }

    private static final class Threaded {
        private static final Thread WORKER = Thread.ofPlatform().unstarted(() -> {});
    }

    private static final class Direct {
        private static final ByteBuffer SCRATCH = ByteBuffer.allocateDirect(16);
    }

    private static final class Environment {
        private static final String HOME = home();

        private static String home() {
            return System.getenv("HOME");
        }
    }

    private static final class Born {
        private static final Instant BEGIN = Instant.now();
    }

    private static final class Named {
        private static final String INSTANCE = UUID.randomUUID().toString();
    }

    private static final class Clean {
        private static final Duration LIMIT = Duration.ofSeconds(1);
        private static final List<String> NAMES = List.of("a", "b");
        private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
        private static final Path PLACE = Path.of("data");
        private static final Supplier<Instant> CLOCK = () -> Instant.now();

        private final SecureRandom random = new SecureRandom();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Seeded.class,
                Hidden.class,
                General.class,
                Threaded.class,
                Direct.class,
                Environment.class,
                Born.class,
                Named.class
            })
    void findsWhatBelongsToTheMachineThatBuilds(Class<?> type) {
        assertThatThrownBy(() -> check(type))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(type.getSimpleName());
    }

    @Test
    void acceptsWhatIsTheSameEverywhereAndWhatRunsLater() {
        assertThatCode(() -> check(Clean.class)).doesNotThrowAnyException();
    }

    private static void check(Class<?> type) {
        classes().should(new BuildTimeState()).check(new ClassFileImporter().importClasses(type));
    }
}
