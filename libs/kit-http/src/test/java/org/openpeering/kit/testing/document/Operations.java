/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.ErrorBody;
import org.openpeering.kit.request.Names;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Query;
import org.openpeering.kit.request.Since;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** One resource method as an operation of OpenAPI. */
final class Operations {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String PROVIDER = "/providers/Microsoft.Peering/";

    private final ObjectMapper mapper = new ObjectMapper();
    private final Schemas schemas;

    Operations(Schemas schemas) {
        this.schemas = schemas;
    }

    /** What an operation is made of. */
    record Called(Class<?> resource, Method method, String verb, String path) {
        boolean arm() {
            return !path.startsWith("/operator");
        }

        boolean read() {
            return verb.equals("GET");
        }

        Documented documented() {
            return Objects.requireNonNull(
                    method.getAnnotation(Documented.class), () -> method + " has no @Documented: say what it does");
        }

        boolean stream() {
            Produces own = method.getAnnotation(Produces.class);
            Produces all = own == null ? resource.getAnnotation(Produces.class) : own;
            return all != null && List.of(all.value()).contains(MediaType.SERVER_SENT_EVENTS);
        }

        /** Whether it answers with what {@code Answers} makes, which carries the revision as a tag. */
        boolean tagged() {
            return documented().tagged()
                    && !verb.equals("DELETE")
                    && argument(method.getGenericReturnType()) == Response.class;
        }

        boolean paged() {
            return documented().page()
                    || (argument(method.getGenericReturnType()) instanceof ParameterizedType page
                            && page.getRawType() == Page.class);
        }

        /** The segments behind the provider or {@code /operator}. */
        private List<String> kinds() {
            String rest = path.contains(PROVIDER)
                    ? path.substring(path.indexOf(PROVIDER) + PROVIDER.length())
                    : path.substring(path.indexOf('/', 1) + 1);
            return List.of(rest.split("/", -1));
        }

        private List<String> fixed() {
            return kinds().stream()
                    .filter(each -> !each.startsWith("{"))
                    .filter(each -> !each.equals("providers") && !each.equals(ArmConventions.MONITOR))
                    .toList();
        }

        /** {@code PeerAsns_CreateOrUpdate}, as in Azure's own descriptions; unique. */
        String id() {
            if (!documented().id().isEmpty()) {
                return documented().id();
            }
            List<String> words = fixed().reversed();
            String operator = arm() ? "" : area();
            String last = operator + upper(words.getFirst()) + "_";
            String before = words.size() > 1 ? operator + upper(words.get(1)) + "_" : "";
            return switch (verb) {
                case "PUT" -> last + "CreateOrUpdate";
                case "PATCH" -> last + "Update";
                case "DELETE" -> last + "Delete";
                case "POST" -> invoked() ? last + "Invoke" : before + upper(words.getFirst());
                default ->
                    path.endsWith("}") ? last + "Get" : stream() ? streamed(before, words) : list(last, before, words);
            };
        }

        /** What is called is no action of something else. */
        private boolean invoked() {
            return method.getName().equals("invoke");
        }

        private static String streamed(String before, List<String> words) {
            return before + "Stream" + (words.size() > 2 ? "By" + upper(words.get(2)) : "");
        }

        private String list(String last, String before, List<String> words) {
            String part = upper(words.getFirst());
            if (paged()) {
                boolean ofOne = !before.isEmpty() && method.getName().equals(words.getFirst());
                return ofOne ? before + "List" + part : last + upper(method.getName());
            }
            return before.isEmpty() ? last + "List" : before + "Get" + part;
        }

        String tag() {
            return arm() ? upper(fixed().getFirst()) : area();
        }

        /** {@code Operator}, {@code Telemetry}. */
        private String area() {
            return upper(path.substring(1, path.indexOf('/', 1)));
        }

        private static String upper(String text) {
            return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        }
    }

    /** {@code T} of {@code Uni<T>}. */
    private static Type argument(Type type) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
    }

    ObjectNode operation(Called called) {
        ObjectNode operation = mapper.createObjectNode();
        operation.put("operationId", called.id());
        operation.putArray("tags").add(called.tag());
        Since since = called.method().getAnnotation(Since.class);
        operation.put("summary", called.documented().value() + (since == null ? "" : " Since " + since.value() + "."));
        Permission permission = called.method().getAnnotation(Requires.class).value();
        operation.put("x-permission", permission.operation());
        operation.put(
                "x-role",
                permission.role() == null
                        ? "operator"
                        : permission.role().name().toLowerCase(Locale.ROOT));
        ArrayNode parameters = operation.putArray("parameters");
        VARIABLE.matcher(called.path()).results().forEach(each -> parameters.add(path(called, each.group(1))));
        for (Parameter each : called.method().getParameters()) {
            parameter(called, each, parameters, operation);
        }
        conventions(called, since, parameters);
        operation.set("responses", responses(called));
        return operation;
    }

    // ------------------------------------------------------------------ parameters

    private void parameter(Called called, Parameter each, ArrayNode parameters, ObjectNode operation) {
        if (each.isAnnotationPresent(RestQuery.class)) {
            query(named(each.getAnnotation(RestQuery.class).value(), each), each, parameters);
        } else if (each.isAnnotationPresent(QueryParam.class)) {
            query(each.getAnnotation(QueryParam.class).value(), each, parameters);
        } else if (each.isAnnotationPresent(RestHeader.class)) {
            parameters.add(
                    parameter("header", each.getAnnotation(RestHeader.class).value(), false, text()));
        } else if (each.isAnnotationPresent(BeanParam.class)) {
            Arrays.stream(each.getType().getDeclaredConstructors())
                    .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
                    .filter(part -> part.isAnnotationPresent(RestQuery.class))
                    .forEach(part ->
                            query(named(part.getAnnotation(RestQuery.class).value(), part), part, parameters));
        } else if (Stream.of(Context.class, RestPath.class).noneMatch(each::isAnnotationPresent)) {
            ReadAs read = each.getAnnotation(ReadAs.class);
            Type type = read == null ? bound(each.getParameterizedType(), called.resource()) : read.value();
            operation.set("requestBody", body(called, type));
        }
    }

    private static String named(String name, Parameter parameter) {
        return name.isEmpty() ? parameter.getName() : name;
    }

    private ObjectNode path(Called called, String name) {
        ObjectNode schema = text();
        boolean created = called.arm() && called.verb().equals("PUT");
        if (created && !name.equals("subscriptionId") && !name.equals("resourceGroupName")) {
            schema.put("pattern", "^" + Names.PATTERN + "$");
        }
        return parameter("path", name, true, schema);
    }

    private void query(String name, AnnotatedElement element, ArrayNode parameters) {
        if (name.equals(ArmConventions.API_VERSION)) {
            return;
        }
        ReadAs read = element.getAnnotation(ReadAs.class);
        Type type = read == null && element instanceof Parameter parameter
                ? parameter.getParameterizedType()
                : read.value();
        ObjectNode schema = schemas.of(type);
        DefaultValue otherwise = element.getAnnotation(DefaultValue.class);
        if (otherwise != null) {
            schema.put("default", otherwise.value());
        }
        parameters.add(parameter("query", name, read != null && read.required(), schema));
    }

    private void conventions(Called called, @Nullable Since since, ArrayNode parameters) {
        boolean uri = Arrays.asList(called.method().getParameterTypes()).contains(UriInfo.class);
        if (called.paged() && uri) {
            parameters.add(parameter("query", Query.SKIP_TOKEN, false, text()));
        }
        if (called.arm()) {
            ObjectNode versions = text();
            ArrayNode known = versions.putArray("enum");
            boolean monitor = ArmConventions.ofMonitor(called.path());
            ArmConventions.MONITOR_VERSIONS.stream().filter(_ -> monitor).forEach(known::add);
            Arrays.stream(ApiVersion.values())
                    .filter(_ -> !monitor)
                    .filter(each -> since == null || each.compareTo(since.value()) >= 0)
                    .forEach(each -> known.add(each.toString()));
            parameters.add(parameter("query", ArmConventions.API_VERSION, true, versions));
        }
        boolean headers = Arrays.asList(called.method().getParameterTypes()).contains(HttpHeaders.class);
        if (called.read() ? called.tagged() : headers) {
            parameters.addObject().put("$ref", "#/components/parameters/If-Match");
            parameters.addObject().put("$ref", "#/components/parameters/If-None-Match");
        }
    }

    private ObjectNode parameter(String in, String name, boolean required, ObjectNode schema) {
        ObjectNode parameter = mapper.createObjectNode().put("name", name).put("in", in);
        if (required) {
            parameter.put("required", true);
        }
        parameter.set("schema", schema);
        return parameter;
    }

    private ObjectNode text() {
        return mapper.createObjectNode().put("type", "string");
    }

    private ObjectNode body(Called called, Type type) {
        Consumes consumed = called.method().getAnnotation(Consumes.class);
        if (consumed != null && List.of(consumed.value()).contains(MediaType.WILDCARD)) {
            // A file: no schema says what octets are (OpenAPI 3.1).
            ObjectNode file = mapper.createObjectNode().put("required", true);
            file.set("content", content(MediaType.APPLICATION_OCTET_STREAM, mapper.createObjectNode()));
            return file;
        }
        ObjectNode schema =
                type == InputStream.class ? mapper.createObjectNode().put("type", "object") : schemas.of(type);
        ObjectNode body = mapper.createObjectNode();
        if (schemas.resolved(schema).has("required")) {
            body.put("required", true);
        }
        body.set("content", content(MediaType.APPLICATION_JSON, schema));
        return body;
    }

    private ObjectNode content(String type, ObjectNode schema) {
        ObjectNode content = mapper.createObjectNode();
        content.putObject(type).set("schema", schema);
        return content;
    }

    /** What a type variable of a generic resource stands for. */
    private static Type bound(Type type, Class<?> resource) {
        if (type instanceof TypeVariable<?> variable) {
            ParameterizedType parent = (ParameterizedType) resource.getGenericSuperclass();
            int at = List.of(((Class<?>) parent.getRawType()).getTypeParameters())
                    .indexOf(variable);
            return parent.getActualTypeArguments()[at];
        }
        return type;
    }

    // ------------------------------------------------------------------ responses

    private ObjectNode responses(Called called) {
        ObjectNode responses = mapper.createObjectNode();
        ObjectNode success = response(called.verb().equals("DELETE") ? "It is gone." : "Done.", called.tagged());
        if (called.stream()) {
            stream(success);
        } else if (called.documented().answer() == Documented.Nothing.class) {
            responses.set("204", response("Done; to api-versions since " + ApiVersion.V2025_05_01 + ".", false));
        } else if (!called.verb().equals("DELETE")) {
            success.set("content", content(MediaType.APPLICATION_JSON, answer(called)));
        }
        responses.set("200", success);
        if (called.verb().equals("PUT")) {
            responses.set("201", success.deepCopy().put("description", "It is new."));
        }
        if (called.verb().equals("DELETE")) {
            responses.set("204", response("It was not there.", false));
        }
        if (called.read() && called.tagged()) {
            responses.set("304", response("The caller has it.", true));
        }
        responses.putObject("default").put("$ref", "#/components/responses/Error");
        schemas.of(ErrorBody.class);
        return responses;
    }

    private ObjectNode response(String description, boolean tagged) {
        ObjectNode response = mapper.createObjectNode().put("description", description);
        ObjectNode headers = response.putObject("headers");
        for (String each : tagged ? List.of("ETag", "x-ms-request-id") : List.of("x-ms-request-id")) {
            headers.putObject(each).put("$ref", "#/components/headers/" + each);
        }
        return response;
    }

    /** OpenAPI 3.1 has no word for what an event of a stream holds. */
    private void stream(ObjectNode response) {
        response.put(
                "description",
                "Events as they happen; the stream ends with the token, and resumes with Last-Event-ID. An event named StreamGap"
                        + " (from, to, reason) says where events are missing that are not kept any more.");
        response.set("content", content(MediaType.SERVER_SENT_EVENTS, text()));
        ((ObjectNode) response.at("/content/text~1event-stream")).set("x-event-data", schemas.of(RoutingEvent.class));
    }

    private ObjectNode answer(Called called) {
        Documented documented = called.documented();
        if (documented.answer() != Void.class) {
            return schemas.of(documented.page() ? new PageOf(documented.answer()) : documented.answer());
        }
        Type named = argument(called.method().getGenericReturnType());
        return named == Response.class ? schemas.of(item(called)) : schemas.of(resolved(named, called.resource()));
    }

    /** What the resource's list is of. */
    private static Type item(Called called) {
        return Arrays.stream(called.resource().getMethods())
                .map(method -> argument(method.getGenericReturnType()))
                .filter(type -> type instanceof ParameterizedType page && page.getRawType() == Page.class)
                .map(type -> bound(argument(type), called.resource()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(called + ": say in @Documented what it answers with"));
    }

    private static Type resolved(Type type, Class<?> resource) {
        if (type instanceof ParameterizedType page && argument(page) instanceof TypeVariable<?> variable) {
            return new PageOf(bound(variable, resource));
        }
        return type;
    }

    private record PageOf(Type item) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {item};
        }

        @Override
        public Type getRawType() {
            return Page.class;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }

    static String path(Class<?> resource, Method method) {
        Path own = method.getAnnotation(Path.class);
        String path = resource.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value());
        return path.replaceAll("/+", "/").replaceAll("(.)/$", "$1").replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}");
    }
}
