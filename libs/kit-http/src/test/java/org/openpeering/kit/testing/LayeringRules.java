/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openpeering.kit.tenancy.Requires;

/** The layering of a service; each rule says how to mend what breaks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LayeringRules {
    private static final String TRANSACTION = "io.quarkus.hibernate.reactive.panache.common.WithTransaction";

    /** The root package of the service. */
    protected abstract String servicePackage();

    private @Nullable JavaClasses classes;

    private JavaClasses classes() {
        if (classes == null) {
            classes = new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(servicePackage());
        }
        return classes;
    }

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
                .check(classes());
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
                .check(classes());
    }

    @Test
    void resourcesOpenNoTransaction() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .notBeAnnotatedWith("jakarta.transaction.Transactional")
                .andShould()
                .notBeAnnotatedWith(TRANSACTION)
                .because("the transaction is the use case: annotate the Service's method")
                .allowEmptyShould(true)
                .check(classes());
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
                .check(classes());
    }

    @Test
    void stateChangesLeaveThroughTheOutbox() {
        noClasses()
                .that(new DescribedPredicate<JavaClass>("write to the database") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getSimpleName().endsWith("Service")
                                || type.getSimpleName().endsWith("Repository")
                                // Use cases of a resource that is itself a service have another name.
                                || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(TRANSACTION));
                    }
                })
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Producer.class)
                .because("a send outside the transaction is lost or says what was rolled back: use Outbox")
                .allowEmptyShould(true)
                .check(classes());
    }

    @Test
    void featuresFormNoCycle() {
        slices().matching(servicePackage() + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature that others need must not need them: move the shared type to the lower one")
                .check(classes());
    }
}
