/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import jakarta.ws.rs.HttpMethod;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.openpeering.architecture.ModuleRules;
import org.openpeering.kit.tenancy.Requires;

/** The rules of every service, on top of those of every module. */
public abstract class LayeringRules extends ModuleRules {
    @Test
    void onlyRepositoriesSpeakSql() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Repository")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.openpeering\\.kit\\.(bridge\\.Sql|sql\\.Statements?)")
                .because("a statement without its tenant is found where all statements stand: move it to a Repository")
                .allowEmptyShould(true)
                .check(code());
    }

    @Test
    void resourcesReachNoRepository() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .because("a resource method is parse, call the service, render: put the use case into the Service")
                .allowEmptyShould(true)
                .check(code());
    }

    @Test
    void resourcesOpenNoTransaction() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .notBeAnnotatedWith("jakarta.transaction.Transactional")
                .because("the transaction is the use case: annotate the Service's method")
                .allowEmptyShould(true)
                .check(code());
    }

    @Test
    void everyEndpointNamesItsPermission() {
        methods()
                .that(new DescribedPredicate<JavaMethod>("are endpoints") {
                    @Override
                    public boolean test(JavaMethod method) {
                        // An interface is a client of somebody else's endpoints.
                        return !method.getOwner().isInterface()
                                && method.getAnnotations().stream()
                                        .anyMatch(a -> a.getRawType().isAnnotatedWith(HttpMethod.class));
                    }
                })
                .should()
                .beAnnotatedWith(Requires.class)
                .because("an endpoint without a permission is refused to everybody: add @Requires")
                .allowEmptyShould(true)
                .check(code());
    }

    @Test
    void stateChangesLeaveThroughTheOutbox() {
        noClasses()
                .that(new DescribedPredicate<JavaClass>("write to the database") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getSimpleName().endsWith("Service")
                                || type.getSimpleName().endsWith("Repository");
                    }
                })
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Producer.class)
                .because("a send outside the transaction is lost or says what was rolled back: use Outbox")
                .allowEmptyShould(true)
                .check(code());
    }
}
