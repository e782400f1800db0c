/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.tenancy.Requires;
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
    void endpointsBlockNoEventLoop() {
        methods()
                .that()
                .areAnnotatedWith(Requires.class)
                .and()
                .areDeclaredInClassesThat()
                .areNotAnnotatedWith(RunOnVirtualThread.class)
                .should()
                .haveRawReturnType(Uni.class)
                .because("who waits for the database blocks everybody: return a Uni")
                .check(code());
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

    @Test
    void everythingThatIsReadOrWrittenAsJsonIsRegisteredForNativeExecutables() {
        List<Class<?>> missing = code().stream()
                .map(type -> (Class<?>) type.reflect())
                .filter(PrefixLayeringTest::isJson)
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
                .filter(Class::isRecord)
                .filter(type -> !type.getSimpleName().equals("Checked"))
                .filter(type -> !type.isAnnotationPresent(RegisterForReflection.class))
                .toList();

        assertThat(missing).isEmpty();
    }

    private static boolean isJson(Class<?> type) {
        return Stream.of("Spec", "View", "Report", "Finding").anyMatch(type.getSimpleName()::endsWith);
    }
}
