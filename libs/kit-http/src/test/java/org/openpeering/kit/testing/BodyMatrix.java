/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.request.Text;

/**
 * Every way in which a body can not be read, sent to one PUT of a service: 400 with our error body, and the member as
 * target. Each exception that Jackson has is named with the body that makes it be thrown, or with the reason why none does,
 * so that one which comes with a new version is missed here. Subclasses are Quarkus tests of a service.
 */
public abstract class BodyMatrix {
    private static final String REFUSED = "InvalidRequestContent";
    private static final String JSON = "application/json";
    /** Has the parser read the value as deep as the document is. */
    private static final String DEEP = "[".repeat(1001) + "]".repeat(1001);

    /** Who may write. */
    protected abstract String token();

    /** Of the PUT, with its query. */
    protected abstract String path();

    /** A body whose text member, at {@code properties.…}, has this as its JSON. */
    protected abstract String body(String text);

    /** The JSON path of that member. */
    protected abstract String member();

    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param octets of the body, each as the character of its number
     * @param target null: any
     */
    private record Case(
            String name,
            String type,
            String octets,
            int status,
            String code,
            @Nullable String target) {
        byte[] body() {
            return octets.getBytes(ISO_8859_1);
        }
    }

    private static Case unreadable(String name, String body, @Nullable String target) {
        return unreadable(name, body.getBytes(UTF_8), target);
    }

    private static Case unreadable(String name, byte[] body, @Nullable String target) {
        return new Case(name, JSON, new String(body, ISO_8859_1), 400, REFUSED, target);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** By the exceptions that they make Jackson throw. */
    private Map<String, List<Case>> byException() {
        String member = member();
        return Map.ofEntries(
                Map.entry(
                        "JsonParseException",
                        List.of(
                                unreadable("no JSON", "{]", "body"),
                                unreadable("NaN", body("NaN"), member),
                                unreadable("a control character", body("\"a\nb\""), member),
                                unreadable("a comment", "/* */{}", "body"),
                                unreadable("no UTF-8", bytes('{', '"', 0xC3, 0x28, '"', ':', '1', '}'), "body"),
                                unreadable("a member twice", "{\"properties\":{},\"properties\":{}}", "properties"),
                                unreadable(
                                        "a member twice further in",
                                        "{\"properties\":{\"a\":1,\"a\":2}}",
                                        "properties.a"))),
                Map.entry(
                        "JsonEOFException",
                        List.of(
                                unreadable("half", "{\"properties\":{", "properties"),
                                unreadable("a brace", "{", "body"))),
                Map.entry(
                        "StreamConstraintsException",
                        List.of(
                                unreadable("too deep", "{\"x\":" + DEEP + "}", null),
                                unreadable("a long number", "{\"x\":" + "9".repeat(1001) + "}", null),
                                unreadable("a long name", "{\"" + "n".repeat(50_001) + "\":1}", null))),
                Map.entry(
                        "MismatchedInputException",
                        List.of(
                                unreadable("a list", "[]", "body"),
                                unreadable("a text", "\"text\"", "body"),
                                unreadable("a number", "7", "body"),
                                unreadable("an object as text", body("{}"), member),
                                unreadable("a list as text", body("[\"a\"]"), member))),
                Map.entry(
                        "InvalidFormatException",
                        List.of(
                                unreadable("a number as text", body("1"), member),
                                unreadable("truth as text", body("true"), member))),
                Map.entry(
                        "CharConversionException",
                        List.of(unreadable("no UTF-32", bytes(0, 0, 0, '{', 0x7F, 0xFF, 0xFF, 0xFF), null))));
    }

    /** Exceptions that no body leads to, with the reason. */
    private static final Map<String, String> NEVER = Map.ofEntries(
            Map.entry("JacksonException", "abstract"),
            Map.entry("JsonProcessingException", "base of the others"),
            Map.entry("StreamReadException", "base of the others"),
            Map.entry("StreamWriteException", "of writing"),
            Map.entry("JsonGenerationException", "of writing"),
            Map.entry("InputCoercionException", "numbers that are too large: JsonTest, and the service's own tests"),
            Map.entry("DatabindException", "base of the others"),
            Map.entry("JsonMappingException", "the others with a path; what a value's constructor throws"),
            Map.entry("MissingInjectableValueExcepion", "nothing is injected into a body"),
            Map.entry("PropertyBindingException", "base of the next two"),
            Map.entry("UnrecognizedPropertyException", "unknown members are ignored"),
            Map.entry("IgnoredPropertyException", "unknown members are ignored"),
            Map.entry("InvalidNullException", "null is absent"),
            Map.entry("InvalidTypeIdException", "no body has subtypes"),
            Map.entry("UnresolvedForwardReference", "no body has object ids"),
            Map.entry("ValueInstantiationException", "no body's constructor throws"),
            Map.entry("InvalidDefinitionException", "a class that can not be read at all: no request is answered"));

    /** What is no matter of exceptions. */
    private List<Case> others() {
        String member = member();
        return List.of(
                unreadable("U+0000", body("\"a\\u0000b\""), member),
                unreadable("half of a surrogate pair", body("\"\\ud800\""), member),
                unreadable("halves the wrong way round", body("\"\\udc00\\ud800\""), member),
                unreadable("half of a surrogate pair, not escaped", surrogate(), member),
                unreadable("a long text", body("\"" + "x".repeat(Text.LONGEST + 1) + "\""), member),
                unreadable("U+0000 in a name", "{\"\\u0000\":1}", null),
                unreadable("two values", body("\"a\"") + "{}", "body"),
                unreadable("a value and something", body("\"a\"") + "x", "body"),
                new Case("another type", "text/plain", body("\"a\""), 415, "UnsupportedMediaType", null),
                new Case("too long", JSON, " ".repeat((1 << 20) + 1), 413, "RequestEntityTooLarge", null));
    }

    private byte[] surrogate() {
        String[] halves = body("\"#\"").split("#", 2);
        byte[] begin = halves[0].getBytes(UTF_8);
        byte[] end = halves[1].getBytes(UTF_8);
        byte[] whole = new byte[begin.length + 3 + end.length];
        System.arraycopy(begin, 0, whole, 0, begin.length);
        System.arraycopy(bytes(0xED, 0xA0, 0x80), 0, whole, begin.length, 3);
        System.arraycopy(end, 0, whole, begin.length + 3, end.length);
        return whole;
    }

    private record Answer(int status, String type, String body) {
        @Nullable
        String error(String member) {
            return type.startsWith(JSON) && !body.isEmpty()
                    ? JsonPath.from(body).getString("error." + member)
                    : null;
        }
    }

    private Answer put(String type, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path()))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", type)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body());
    }

    @Test
    void whatCanNotBeReadIsTheCallersFaultAndNamesTheMember() throws Exception {
        List<Case> cases = new ArrayList<>(others());
        byException().values().forEach(cases::addAll);
        List<String> wrong = new ArrayList<>();
        for (Case one : cases) {
            String problem = problem(one, put(one.type(), one.body()));
            if (problem != null) {
                wrong.add(one.name() + ": " + problem);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static @Nullable String problem(Case one, Answer answer) {
        String target = answer.error("target");
        boolean aimed = one.target() == null
                ? !one.code().equals(REFUSED) || target != null
                : one.target().equals(target);
        boolean right = answer.status() == one.status() && one.code().equals(answer.error("code")) && aimed;
        return right ? null : answer.status() + " " + answer.body();
    }

    @Test
    void whatIsReadWithAnOddEncodingOrNotThereIsNoFaultOfOurs() throws Exception {
        byte[] plain = body("\"a\"").getBytes(UTF_8);
        byte[] marked = new byte[plain.length + 3];
        System.arraycopy(bytes(0xEF, 0xBB, 0xBF), 0, marked, 0, 3);
        System.arraycopy(plain, 0, marked, 3, plain.length);

        for (byte[] odd : List.of(plain, marked, body("\"a\"").getBytes(UTF_16), new byte[0], " ".getBytes(UTF_8))) {
            Answer answer = put(JSON + "; charset=utf-8", odd);
            assertThat(answer.status()).as(answer.body()).isLessThan(500);
            assertThat(answer.error("code")).isNotEqualTo(REFUSED);
        }
        assertThat(put(JSON, "null".getBytes(UTF_8)).status()).isBetween(400, 499);
        Answer nonsense = put("nonsense", plain);
        assertThat(nonsense.status()).isIn(400, 415);
        assertThat(nonsense.error("code")).isNotNull();
    }

    @Test
    void everyExceptionOfTheJsonLibraryHasABodyOrAReason() {
        Set<String> known = new TreeSet<>(NEVER.keySet());
        known.addAll(byException().keySet());
        known.remove("CharConversionException");

        Set<String> found = new ClassFileImporter()
                .importPackages("com.fasterxml.jackson.core", "com.fasterxml.jackson.databind").stream()
                        .filter(type -> type.isAssignableTo(JacksonException.class))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).isEqualTo(known);
    }
}
