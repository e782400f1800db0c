/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.architecture.ModuleRules;

class ContractLayeringTest extends ModuleRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.contract";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of();
    }

    @Test
    void noFrameworkIsNeeded() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.openpeering.contract..", "java..", "org.jspecify.annotations")
                .because("everybody depends on the contract: put what needs a framework into a kit")
                .check(code());
    }
}
