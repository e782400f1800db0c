/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FoldedCaseTest {
    private static final class Folding {
        @SuppressWarnings("unused")
        String sql(String column) {
            return "select " + column + """
                    from peering p
                    where lower(p.subscription) = :key""";
        }
    }

    private static final class Canonical {
        @SuppressWarnings("unused")
        String sql() {
            return "select lower_bound from peering p where p.subscription_key = " + lower("KEY");
        }

        private static String lower(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    @Test
    void findsAStatementThatFoldsCase() {
        assertThatThrownBy(() -> check(Folding.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("folds case in SQL")
                .hasMessageContaining("where lower(p.subscription)");
    }

    @Test
    void acceptsKeysAndWhatIsFoldedInJava() {
        assertThatCode(() -> check(Canonical.class)).doesNotThrowAnyException();
    }

    private static void check(Class<?> type) {
        classes().should(new FoldedCase()).check(new ClassFileImporter().importClasses(type));
    }
}
