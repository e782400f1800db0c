/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.start.Setting;
import org.openpeering.kit.start.Violation;

class DatabaseAtStartTest {
    private static final Setting USER =
            new Setting("quarkus.datasource.username", Optional.of("owner"), "a test", false);

    @Test
    void aServerThatSpeaksAnotherLanguageIsRefusedWithTheCure() {
        assertThat(DatabaseAtStart.language("ungültige Eingabesyntax für Typ integer: »x«"))
                .map(Violation::text)
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("has to speak English", "ungültige Eingabesyntax", "set lc_messages = 'C'"));
    }

    @Test
    void englishIsTaken() {
        assertThat(DatabaseAtStart.language("invalid input syntax for type integer: \"x\""))
                .isEmpty();
    }

    @Test
    void aRoleWithRightsToTheSchemaIsRefused() {
        assertThat(DatabaseAtStart.schemaRights(USER, "")).isEmpty();
        assertThat(DatabaseAtStart.schemaRights(USER, "is a superuser"))
                .map(Violation::text)
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("quarkus.datasource.username is 'owner' (a test): the role may do DDL, for it is a"
                                + " superuser. Use a role"));
    }

    @Test
    void migrationsMayBeNewerButNotMissing() {
        assertThat(DatabaseAtStart.missing(Set.of("0.1", "1"), Set.of("0.1", "1", "2")))
                .isEmpty();
        assertThat(DatabaseAtStart.missing(Set.of("0.1", "1", "2"), Set.of("1")))
                .map(Violation::text)
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("the database lacks the migrations [0.1, 2]. Run"));
    }
}
