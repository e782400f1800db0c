/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.error.Answers;

/**
 * RFC 9110 section 13 at every resource of a service that sends a validator. Which those are is read from their code; one
 * that a subclass does not bring fails. Subclasses are Quarkus tests of a service.
 */
public abstract class ConditionMatrix {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /**
     * A resource that exists.
     *
     * @param resource whose it is
     * @param caller who may read and write it
     * @param read the path of a GET, with its query
     * @param verb of a write under conditions
     * @param write its path, with its query
     * @param body null: none
     */
    public record Conditional(
            String resource,
            Supplier<RequestSpecification> caller,
            String read,
            String verb,
            String write,
            @Nullable String body) {
        Response get(String header, String... values) {
            RequestSpecification request = caller.get();
            return request.header(header, values[0], (Object[]) rest(values)).get(read);
        }

        private static String[] rest(String... values) {
            return Stream.of(values).skip(1).toArray(String[]::new);
        }

        String tag() {
            return caller.get().get(read).then().statusCode(200).extract().header("ETag");
        }

        int write(String header, String value) {
            RequestSpecification request = caller.get().header(header, value);
            return (body == null ? request : request.body(body))
                    .request(verb, write)
                    .statusCode();
        }
    }

    /** The root package of the service's resources. */
    protected abstract String servicePackage();

    /** Everything that sends a validator; the last write of each may succeed. */
    protected abstract List<Conditional> conditionals() throws Exception;

    /** Resources without a GET of one, which a test of their own holds to this. */
    protected Set<String> elsewhere() {
        return Set.of();
    }

    @Test
    void everyResourceThatSendsAValidatorHoldsRequestsToIt() throws Exception {
        List<Conditional> all = conditionals();

        Set<String> brought = new TreeSet<>(elsewhere());
        all.forEach(one -> brought.add(one.resource()));
        assertThat(brought).isEqualTo(tagging());
        all.forEach(ConditionMatrix::reads);
        all.forEach(ConditionMatrix::writes);
    }

    /** What is found out about a resource meanwhile changes its tag. */
    private static void reads(Conditional one) {
        eventually(LIMIT, () -> {
            String tag = one.tag();
            assertThat(tag).as(one.resource()).matches("\"[0-9a-f.]+\"");
            for (String[] known : List.of(
                    new String[] {tag},
                    new String[] {"W/" + tag},
                    new String[] {"*"},
                    new String[] {"\"a,b\", " + tag},
                    new String[] {"\"0\"", tag})) {
                Response answer = one.get("If-None-Match", known);
                assertThat(answer.statusCode())
                        .as(one.resource() + " If-None-Match")
                        .isEqualTo(304);
                assertThat(answer.header("ETag")).as(one.resource()).isEqualTo(tag);
                assertThat(answer.asString()).as(one.resource()).isEmpty();
            }
            assertThat(one.get("If-None-Match", "\"0\"").statusCode()).isEqualTo(200);
            assertThat(one.get("If-Match", tag).statusCode()).isEqualTo(200);
            assertThat(one.get("If-Match", "*").statusCode()).isEqualTo(200);
            assertThat(one.get("If-Match", "W/" + tag).statusCode()).isEqualTo(412);
            assertThat(one.get("If-Match", "\"0\"").<String>path("error.code")).isEqualTo("PreconditionFailed");
            assertThat(one.get("If-None-Match", "7").<String>path("error.target"))
                    .isEqualTo("If-None-Match");
        });
    }

    private static void writes(Conditional one) {
        String tag = one.tag();
        String what = one.resource() + " " + one.verb();
        assertThat(one.write("If-Match", "\"0\"")).as(what).isEqualTo(412);
        assertThat(one.write("If-Match", "W/" + tag)).as(what).isEqualTo(412);
        assertThat(one.write("If-None-Match", "*")).as(what).isEqualTo(412);
        assertThat(one.write("If-None-Match", "W/" + tag)).as(what).isEqualTo(412);
        assertThat(one.write("If-Match", "7")).as(what).isEqualTo(400);
        assertThat(one.write("If-Match", "\"0\", " + tag))
                .as(what)
                .isNotIn(400, 412)
                .isLessThan(500);
    }

    /** Also those to which a generic resource gives its answers. */
    private Set<String> tagging() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(servicePackage())
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .filter(type -> Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                                .anyMatch(ConditionMatrix::tags))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean tags(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Answers.class)
                        && call.getTarget().getRawParameterTypes().size() == 3);
    }
}
