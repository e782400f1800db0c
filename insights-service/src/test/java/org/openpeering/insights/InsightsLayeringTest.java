/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.LayeringRules;

class InsightsLayeringTest extends LayeringRules {
    private static final Set<String> CHANGES = Set.of("delete", "update");

    @Override
    protected String rootPackage() {
        return "org.openpeering.insights";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of("org.openpeering.contract", "org.openpeering.kit", "org.openpeering.registry");
    }

    @Test
    void nothingIsChangedByTextsOfHibernate() {
        noClasses()
                .should()
                .callMethodWhere(describe("have Hibernate translate a change", InsightsLayeringTest::isTranslated))
                .because(
                        "the first of them holds up an event loop for a second, and collectors with it: write a Statement")
                .check(code());
    }

    private static boolean isTranslated(JavaMethodCall call) {
        return CHANGES.contains(call.getName())
                && call.getTargetOwner().isAssignableTo(PanacheRepositoryBase.class)
                && call.getTarget().getRawParameterTypes().stream()
                        .limit(1)
                        .anyMatch(type -> type.isEquivalentTo(String.class));
    }
}
