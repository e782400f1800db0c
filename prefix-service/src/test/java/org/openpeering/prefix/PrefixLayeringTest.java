/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.LayeringRules;

class PrefixLayeringTest extends LayeringRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.prefix";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of("org.openpeering.contract", "org.openpeering.kit", "org.openpeering.registry");
    }

    @Test
    void checksAreRecordsWithoutIo() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Check")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Service")
                .because("a check decides on evidence alone: put what it needs into Evidence")
                .check(code());
    }
}
