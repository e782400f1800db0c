/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
    protected String servicePackage() {
        return "org.openpeering.prefix";
    }

    private static JavaClasses service() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.openpeering.prefix");
    }

    @Test
    void resourcesBlockNoEventLoop() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Resource")
                .and()
                .areDeclaredInClassesThat()
                .areNotAnnotatedWith(RunOnVirtualThread.class)
                .and()
                .areAnnotatedWith(Requires.class)
                .should()
                .haveRawReturnType(Uni.class)
                .because("they wait for the database: return a Uni, or annotate the class with @RunOnVirtualThread")
                .check(service());
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
                .check(service());
    }

    @Test
    void everythingThatIsReadOrWrittenAsJsonIsRegisteredForNativeExecutables() {
        List<Class<?>> missing = service().stream()
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
