/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rules of every module; each says how to mend what breaks it. A test of the module extends this. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModuleRules {
    private static final String PROJECT = "org.openpeering";
    /** It looks at settings of everybody, to refuse the unsafe ones. */
    private static final String LOOKS = PROJECT + ".kit.start.Settings";

    private @Nullable JavaClasses code;

    /** The package that holds all of the module. */
    protected abstract String rootPackage();

    /** The root packages of the other modules that it builds on. */
    protected abstract List<String> lowerPackages();

    /** The module's classes, without those of tests. */
    protected final JavaClasses code() {
        JavaClasses known = code;
        if (known == null) {
            known = new ClassFileImporter()
                    .withImportOption(ModuleRules::isNoTest)
                    .importPackages(rootPackage());
            code = known;
        }
        return known;
    }

    private static boolean isNoTest(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }

    /** The root package counts as one: it is on top of the others, or below all of them. */
    @Test
    void packagesFormNoCycle() {
        slices().matching("(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that others need must not need them: move the shared type to the lower one")
                .check(code());
    }

    @Test
    void onlyLowerModulesAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(describe("belong to a module that is not lower", this::isNotLower))
                .because("modules stand in layers: move what both need to a library, or name a new lower module here")
                .check(code());
    }

    private boolean isNotLower(JavaClass type) {
        return isIn(PROJECT, type)
                && !isIn(rootPackage(), type)
                && lowerPackages().stream().noneMatch(lower -> isIn(lower, type));
    }

    private static boolean isIn(String root, JavaClass type) {
        return (type.getPackageName() + ".").startsWith(root + ".");
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(be(describe(
                        "in a package with @NullMarked",
                        type -> type.getPackage().isAnnotatedWith(NullMarked.class))))
                .because("NullAway sees only what is marked: add a package-info.java that says the package's purpose")
                .check(code());
    }

    @Test
    void everyUniIsUsed() {
        classes()
                .should(new UnusedUnis())
                .because("a Uni that nobody subscribes to does nothing: chain it, or return it")
                .check(code());
    }

    @Test
    void caseIsFoldedInJava() {
        classes()
                .should(new FoldedCase())
                .because(
                        "PostgreSQL folds other letters than Java, by its locale, and past the index: store the key that"
                                + " ResourceId, Subscription or the name's own type makes, and compare with that")
                .check(code());
    }

    /** False for what only ever runs on a JVM. */
    protected boolean isBuiltNatively() {
        return true;
    }

    @Test
    void nothingIsKeptFromTheMachineThatBuilds() {
        classes()
                .that(describe("get into executables", type -> isBuiltNatively()))
                .should(new BuildTimeState())
                .because(
                        "a native executable runs static initialisers when it is built: every copy would have the same"
                                + " seed, time or environment, or would not build. Make it a field of a bean, or where it is used")
                .allowEmptyShould(true)
                .check(code());
    }

    /** Where a request ends that no framework subscribes for. */
    protected boolean maySubscribe(JavaClass type) {
        return false;
    }

    @Test
    void nothingSubscribes() {
        noClasses()
                .that(describe("stand at no end of a chain", type -> !maySubscribe(type)))
                .should()
                .callMethodWhere(describe(
                        "subscribe to a Uni or Multi",
                        call -> call.getName().equals("subscribe") && isLazy(call.getTargetOwner())))
                .because("who subscribes has left the transaction, the request and its failures: return the Uni")
                .check(code());
    }

    /** A framework's own keys are read from its own mapping, such as Quarkus' {@code ApplicationConfig}. */
    @Test
    void settingsAreMapped() {
        noClasses()
                .that(describe("make use of settings", type -> !type.getName().equals(LOOKS)))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.eclipse\\.microprofile\\.config\\.(inject\\..*|ConfigProvider)")
                .because(
                        "a key that stands alone has no list that names it, and no check that refuses its misspelling: add"
                                + " it to the feature's @ConfigMapping")
                .check(code());
    }

    private static boolean isLazy(JavaClass type) {
        return type.getName().equals("io.smallrye.mutiny.Uni") || type.getName().equals("io.smallrye.mutiny.Multi");
    }
}
