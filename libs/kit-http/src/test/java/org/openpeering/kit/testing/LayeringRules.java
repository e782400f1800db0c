/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.Query;
import org.openpeering.kit.tenancy.Requires;

/** The rules of every service, on top of those of every module. */
public abstract class LayeringRules extends NativeRules {
    private static final String WITH_TRANSACTION = "io.quarkus.hibernate.reactive.panache.common.WithTransaction";
    private static final String ENTITY = "jakarta.persistence.Entity";
    private static final String REST_CLIENT = "org.eclipse.microprofile.rest.client.inject.RegisterRestClient";
    private static final String STARTUP = "io.quarkus.runtime.StartupEvent";
    private static final Set<String> AWAITS = Set.of("await", "subscribeAndAwait");
    private static final Set<String> LAZY =
            Set.of("io.smallrye.mutiny.Uni", "io.smallrye.mutiny.Multi", "org.jboss.resteasy.reactive.RestMulti");

    @Test
    void onlyRepositoriesSpeakSql() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Repository")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.openpeering\\.kit\\.sql\\.Statements?")
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
    void thereIsOneTransactionIdiom() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.transaction..", "io.quarkus.narayana..")
                .orShould()
                .callMethodWhere(
                        describe("open a transaction", call -> call.getName().equals("withTransaction")))
                .because("JTA refuses to work on an event loop, and a transaction that Transactions does not know of"
                        + " wakes nobody: @WithTransaction on the Service's method, Transactions.run elsewhere")
                .allowEmptyShould(true)
                .check(code());
    }

    @Test
    void transactionsAreUseCases() {
        methods()
                .that()
                .areAnnotatedWith(WITH_TRANSACTION)
                .should()
                .beDeclaredInClassesThat(describe(
                        "hold use cases", type -> !type.getSimpleName().matches(".*(Resource|Repository|Rules)")))
                .because("a resource parses and renders, a repository takes part: annotate the use case")
                .allowEmptyShould(true)
                .check(code());
    }

    /** One that {@link Query} does not know would count in one spelling only. */
    @Test
    void parametersOfTheQueryAreKnown() {
        assertThat(code().stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getParameters().stream()
                                .anyMatch(parameter -> parameter.isAnnotatedWith(RestQuery.class)))
                        .flatMap(method -> Arrays.stream(method.reflect().getParameters()))
                        .filter(parameter -> parameter.isAnnotationPresent(RestQuery.class))
                        .map(LayeringRules::name)
                        .filter(name -> !Query.knows(name)))
                .as("add them to Query.NAMES")
                .isEmpty();
    }

    private static String name(Parameter parameter) {
        String named = parameter.getAnnotation(RestQuery.class).value();
        return named.isEmpty() ? parameter.getName() : named;
    }

    @Test
    void nothingSpeaksJdbc() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..")
                .because("JDBC is for Flyway's migrations: use a Panache repository or Statements")
                .allowEmptyShould(true)
                .check(code());
    }

    /** What blocks its thread until a Uni has completed is a worker's loop, or happens once at the start. */
    @Test
    void onlyWorkersAndTheStartWait() {
        noClasses()
                .that(describe(
                        "are no workers and do not start",
                        type -> !type.getSimpleName().endsWith("Worker")
                                && type.getMethods().stream()
                                        .noneMatch(method -> method.getRawParameterTypes().stream()
                                                .anyMatch(parameter ->
                                                        parameter.getName().equals(STARTUP)))))
                .should()
                .callMethodWhere(describe(
                        "wait for a Uni",
                        call -> AWAITS.contains(call.getName())
                                && (call.getTargetOwner().getPackageName().startsWith("io.smallrye.mutiny")
                                        || call.getTargetOwner().getSimpleName().equals("Transactions")
                                        || call.getTargetOwner().getSimpleName().equals("VertxContextSupport"))))
                .because("a thread that waits is an event loop that stands still: return the Uni")
                .allowEmptyShould(true)
                .check(code());
    }

    /** An entity that has no rules of its own, and no record beside it: other features may read it. */
    protected boolean mayBeShared(JavaClass entity) {
        return false;
    }

    @Test
    void entitiesStayInTheirFeature() {
        noClasses()
                .should(new ArchCondition<JavaClass>("use an entity of another package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency ->
                                        dependency.getTargetClass().isAnnotatedWith(ENTITY)
                                                && !mayBeShared(dependency.getTargetClass())
                                                && !dependency
                                                        .getTargetClass()
                                                        .getPackageName()
                                                        .equals(type.getPackageName()))
                                .forEach(dependency ->
                                        events.add(SimpleConditionEvent.satisfied(type, dependency.getDescription())));
                    }
                })
                .because("what changes unseen when a transaction ends is nobody else's: give them the record")
                .allowEmptyShould(true)
                .check(code());
    }

    @Test
    void noTransactionWaitsForAnotherService() {
        noClasses()
                .that(describe(
                        "have transactions",
                        type -> type.getMethods().stream()
                                .anyMatch(method -> method.isAnnotatedWith(WITH_TRANSACTION))))
                .should()
                .dependOnClassesThat(describe("call another service", LayeringRules::calls))
                .because("rows would be locked while somebody else does not answer: ask before the transaction")
                .allowEmptyShould(true)
                .check(code());
    }

    private static boolean calls(JavaClass type) {
        return type.isAnnotatedWith(REST_CLIENT)
                || type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency.getTargetClass().isAnnotatedWith(REST_CLIENT));
    }

    @Test
    void endpointsDoNotBlock() {
        methods()
                .that(describe("are endpoints", LayeringRules::isEndpoint))
                .should()
                .haveRawReturnType(describe("a Uni or a stream", type -> LAZY.contains(type.getName())))
                .andShould()
                .notBeAnnotatedWith("io.smallrye.common.annotation.RunOnVirtualThread")
                .because("it runs on the event loop: return a Uni, and leave the loop for what takes long")
                .allowEmptyShould(true)
                .check(code());
    }

    @Test
    void everyEndpointNamesItsPermission() {
        methods()
                .that(describe("are endpoints", LayeringRules::isEndpoint))
                .should()
                .beAnnotatedWith(Requires.class)
                .because("an endpoint without a permission is refused to everybody: add @Requires")
                .allowEmptyShould(true)
                .check(code());
    }

    @Test
    void writesOfWhatHasAValidatorLookAtTheConditions() {
        methods()
                .that(describe("write what has a validator", LayeringRules::isConditional))
                .should(ArchCondition.from(describe(
                        "read the conditions",
                        method -> method.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Preconditions.class)))))
                .because("who sends If-Match would overwrite what he has not seen: hand Preconditions to the use case")
                .allowEmptyShould(true)
                .check(code());
    }

    private static boolean isConditional(JavaMethod method) {
        return isEndpoint(method)
                && !method.isAnnotatedWith(GET.class)
                && answers(method.getOwner().getMethodCallsFromSelf(), 3)
                && !answers(method.getMethodCallsFromSelf(), 2);
    }

    /** With three parameters there is a validator. */
    private static boolean answers(Set<JavaMethodCall> calls, int parameters) {
        return calls.stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Answers.class)
                        && call.getTarget().getRawParameterTypes().size() == parameters);
    }

    /** An interface is a client of somebody else's endpoints. */
    private static boolean isEndpoint(JavaMethod method) {
        return !method.getOwner().isInterface()
                && method.getAnnotations().stream().anyMatch(a -> a.getRawType().isAnnotatedWith(HttpMethod.class));
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
