/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.LayeringRules;

class PartnerLayeringTest extends LayeringRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.partner";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of("org.openpeering.contract", "org.openpeering.kit");
    }

    /** What the operator keeps in the catalogue is what everybody reads. */
    @Override
    protected boolean mayBeShared(JavaClass entity) {
        return entity.isAssignableTo("org.openpeering.partner.catalogue.Entry");
    }

    @Test
    void answersHoldNoEntities() {
        assertThat(code().stream()
                        .filter(type -> type.getSimpleName().endsWith("View"))
                        .flatMap(type -> type.getFields().stream()))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field.getType().getAllInvolvedRawTypes())
                        .as("%s: a view is what a caller may read, spell it out", field.getFullName())
                        .extracting(JavaClass::getSimpleName)
                        .noneMatch(name -> name.endsWith("Entity")));
    }

    @Test
    void rulesAndLifeCyclesArePure() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Rules")
                .or()
                .haveSimpleNameEndingWith("Life")
                .or()
                .haveSimpleName("PeeringChange")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .because("what decides takes data and returns data: pass in what it needs to know")
                .check(code());
    }
}
