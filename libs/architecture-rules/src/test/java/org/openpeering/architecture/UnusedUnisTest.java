/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

class UnusedUnisTest {
    private static Uni<Integer> number() {
        return Uni.createFrom().item(1);
    }

    private static final class Dropping {
        @SuppressWarnings("unused")
        void drop() {
            number();
        }
    }

    private static final class Using {
        @SuppressWarnings("unused")
        Uni<Integer> use() {
            Uni<Integer> kept = number();
            return kept.chain(UnusedUnisTest::number);
        }
    }

    @Test
    void findsACallWhoseUniNobodyTakes() {
        assertThatThrownBy(() -> check(Dropping.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Dropping.drop drops a Uni in line");
    }

    @Test
    void acceptsWhatIsChainedOrReturned() {
        assertThatCode(() -> check(Using.class)).doesNotThrowAnyException();
    }

    private static void check(Class<?> type) {
        classes().should(new UnusedUnis()).check(new ClassFileImporter().importClasses(type));
    }
}
