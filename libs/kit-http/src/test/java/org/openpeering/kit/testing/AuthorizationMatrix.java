/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.restassured.RestAssured;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.kit.tenancy.Role;
import org.openpeering.kit.testing.document.EveryAnswer;

/**
 * The authorization matrix of a service: every endpoint with every kind of caller. It is generated from the resource
 * methods, so a new endpoint is in it at once; an endpoint without {@link Requires} fails it. Subclasses are Quarkus
 * tests of a service and name its package.
 */
public abstract class AuthorizationMatrix {
    private static final String OWN = "aaaaaaaa-0000-4000-8000-000000000001";
    private static final String FOREIGN = "aaaaaaaa-0000-4000-8000-000000000002";

    /** One caller and what of its groups matters. */
    private record Kind(
            String name,
            @Nullable List<String> groups,
            @Nullable Role role,
            boolean operator) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("nobody", null, null, false),
            new Kind("stranger", List.of(), null, false),
            new Kind("reader", List.of("/subscriptions/" + OWN + "/Reader"), Role.READER, false),
            new Kind("contributor", List.of("/subscriptions/" + OWN + "/Contributor"), Role.CONTRIBUTOR, false),
            new Kind("owner", List.of("/subscriptions/" + OWN + "/Owner"), Role.OWNER, false),
            new Kind("foreign owner", List.of("/subscriptions/" + FOREIGN + "/Owner"), null, false),
            new Kind("operator", List.of("/operators"), null, true),
            new Kind("agent", List.of("/agents"), null, false));

    /** The root package of the service's resources. */
    protected abstract String servicePackage();

    @Test
    void holdsForEveryEndpointAndEveryCaller() {
        List<String> wrong = new ArrayList<>();
        List<Endpoint> endpoints = endpoints(servicePackage());
        for (Endpoint endpoint : endpoints) {
            for (Kind kind : KINDS) {
                String problem = problem(endpoint, kind);
                if (problem != null) {
                    wrong.add(endpoint + " as " + kind.name() + ": " + problem);
                }
            }
        }
        assertThat(endpoints).isNotEmpty();
        assertThat(wrong).isEmpty();
        assertThat(RestAssured.filters())
                .as("answers are held to the API document: META-INF/services names EveryAnswer")
                .hasAtLeastOneElementOfType(EveryAnswer.class);
    }

    private static @Nullable String problem(Endpoint endpoint, Kind kind) {
        // A stream of events would go on and on; resumed after what is no event, it is refused, like any request can
        // be.
        var request = RestAssured.given().header("Accept", "*/*").queryParam("lastEventId", "none");
        if (kind.groups() != null) {
            request.header("Authorization", "Bearer " + Tokens.of(kind.name(), kind.groups()));
        }
        if (!endpoint.verb().equals("GET") && !endpoint.verb().equals("DELETE")) {
            request.contentType("application/json").body("{}");
        }
        int status = request.request(endpoint.verb(), endpoint.path()).statusCode();
        boolean allowed = endpoint.allows(kind);
        int expected = kind.groups() == null ? 401 : allowed ? 0 : 403;
        boolean right = expected == 0 ? status != 401 && status != 403 && status < 500 : status == expected;
        return right ? null : "answered " + status + (expected == 0 ? ", should let pass" : ", should be " + expected);
    }

    private record Endpoint(
            String verb, String path, @Nullable Permission permission) {
        boolean allows(Kind kind) {
            if (permission == null) {
                return false;
            }
            if (permission.agents()) {
                return List.of("/agents").equals(kind.groups());
            }
            Role needed = permission.role();
            if (needed == null || needed == Role.CALLER) {
                return needed == null ? kind.operator() : kind.groups() != null;
            }
            return kind.role() != null && kind.role().includes(needed);
        }

        @Override
        public String toString() {
            return verb + " " + path + (permission == null ? " (no permission named)" : "");
        }
    }

    private static List<Endpoint> endpoints(String servicePackage) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(servicePackage).stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> methods(type).flatMap(method -> endpoint(type, method)))
                        .toList();
    }

    /** Also those that a generic resource gives to its subclasses. */
    private static Stream<Method> methods(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()));
    }

    private static Stream<Endpoint> endpoint(Class<?> type, Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(annotation -> annotation.isAnnotationPresent(HttpMethod.class))
                .map(annotation -> annotation.getAnnotation(HttpMethod.class).value())
                .map(verb -> new Endpoint(verb, path(type, method), permission(method)));
    }

    private static @Nullable Permission permission(Method method) {
        Requires requires = method.getAnnotation(Requires.class);
        return requires == null ? null : requires.value();
    }

    private static String path(Class<?> type, Method method) {
        Path own = method.getAnnotation(Path.class);
        String template = type.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value());
        return template.replaceAll("/+", "/")
                        .replaceAll("\\{subscriptionId(:[^}]*)?}", OWN)
                        .replaceAll("\\{[^}]*}", "x")
                + "?api-version=2022-10-01";
    }
}
