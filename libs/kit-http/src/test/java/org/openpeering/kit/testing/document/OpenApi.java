/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.error.ErrorCode;

/** The OpenAPI 3.1 document of a service, made of the methods of its resources. */
public final class OpenApi {
    private static final String CONDITION =
            "An entity tag, a list of them or *; honoured when sent (RFC 9110 section 13.1).";

    private final ObjectMapper mapper = new ObjectMapper();
    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    /** @param service its root package */
    public static ObjectNode of(String service, String title) {
        return new OpenApi().document(service, title);
    }

    private ObjectNode document(String service, String title) {
        ObjectNode document = mapper.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", title)
                .put("version", List.of(ApiVersion.values()).getLast().toString())
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("security").addObject().putArray("oidc");
        Operations operations = new Operations(schemas);
        TreeMap<String, ObjectNode> paths = new TreeMap<>();
        calls(service)
                .forEach(called -> paths.computeIfAbsent(called.path(), _ -> mapper.createObjectNode())
                        .set(called.verb().toLowerCase(Locale.ROOT), operations.operation(called)));
        ObjectNode all = document.putObject("paths");
        paths.forEach(all::set);
        document.set("components", components());
        return document;
    }

    private ObjectNode components() {
        ObjectNode components = mapper.createObjectNode();
        ObjectNode all = schemas.components();
        ArrayNode codes = ((ObjectNode) all.at("/ErrorDetail/properties/code")).putArray("enum");
        Arrays.stream(ErrorCode.values()).map(ErrorCode::wire).forEach(codes::add);
        components.set("schemas", all);
        ObjectNode parameters = components.putObject("parameters");
        for (String each : List.of("If-Match", "If-None-Match")) {
            parameters
                    .putObject(each)
                    .put("name", each)
                    .put("in", "header")
                    .put("description", CONDITION)
                    .putObject("schema")
                    .put("type", "string");
        }
        ObjectNode headers = components.putObject("headers");
        header(headers, "ETag", "The revision; what to send in If-Match.");
        header(headers, "x-ms-request-id", "Names the request in the logs.");
        header(headers, "Retry-After", "Seconds; with 429 and 503.");
        header(headers, "WWW-Authenticate", "With 401.");
        ObjectNode error = components.putObject("responses").putObject("Error");
        error.put("description", "It was not done; the code says why.");
        ObjectNode sent = error.putObject("headers");
        for (String each : List.of("x-ms-request-id", "Retry-After", "WWW-Authenticate")) {
            sent.putObject(each).put("$ref", "#/components/headers/" + each);
        }
        error.putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/ErrorResponse");
        components
                .putObject("securitySchemes")
                .putObject("oidc")
                .put("type", "openIdConnect")
                .put("description", "A bearer token of the installation's OpenID provider; its groups say what it may.")
                .put("openIdConnectUrl", "https://issuer.example/.well-known/openid-configuration");
        return components;
    }

    private static void header(ObjectNode headers, String name, String description) {
        headers.putObject(name)
                .put("description", description)
                .putObject("schema")
                .put("type", "string");
    }

    private static Stream<Operations.Called> calls(String service) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(service).stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                        .flatMap(type -> methods(type).flatMap(method -> calls(type, method)));
    }

    /** Also those that a generic resource gives to its subclasses. */
    private static Stream<Method> methods(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()));
    }

    private static Stream<Operations.Called> calls(Class<?> type, Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(annotation -> annotation.isAnnotationPresent(HttpMethod.class))
                .map(annotation -> new Operations.Called(
                        type,
                        method,
                        annotation.getAnnotation(HttpMethod.class).value(),
                        Operations.path(type, method)));
    }
}
