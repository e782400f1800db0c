/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** What can be done to a request. Each says what it did. */
final class Mutations {
    private static final List<String> CONDITIONS = List.of(
            "*",
            "\"1\"",
            "W/\"1\"",
            "\"1\", \"2\"",
            "",
            "1",
            "\"",
            "\"x",
            "W/",
            "*, \"1\"",
            ",",
            "\"\u00e9\"",
            "\"" + "9".repeat(40) + "\"",
            "\"1\" \"2\"",
            "w/\"1\"",
            "\"1\",".repeat(300));

    private static final List<String> ACCEPTS = List.of(
            "text/html",
            "*/*",
            "",
            "application/json;q=0",
            "application/*",
            "x",
            ",",
            "application/json; charset=utf-16",
            "text/event-stream",
            "application/json;q=zz",
            "*",
            "a/b,".repeat(500),
            "application/json\u00e9",
            "/");

    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/json; charset=utf-8",
            "application/json; charset=utf-16",
            "application/json;charset=nope",
            "",
            "json",
            "application/",
            "/",
            "application/json;",
            "application/merge-patch+json",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "application/json, text/plain",
            "APPLICATION/JSON",
            "*/*",
            "multipart/form-data; boundary=\"",
            "application/json;a=\"",
            "a;b;c=;=d");

    private static final List<String> BEARERS = List.of(
            "Bearer",
            "Bearer ",
            "Bearer ..",
            "Bearer .",
            "Bearer a.b.c",
            "Bearer eyJhbGciOiJub25lIn0.e30.",
            "Basic eDp5",
            "bearer x",
            "Bearer x y",
            "",
            "Bearer \u00e9",
            "Digest x",
            "Bearer " + "a".repeat(9_000),
            "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA",
            "Bearer e30.e30.e30",
            "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6Ilx1MDAwMCJ9.e30.AAAA",
            "Bearer %00",
            "Negotiate",
            "Bearer =");

    private static final List<String> METHODS = List.of(
            "TRACE",
            "OPTIONS",
            "HEAD",
            "get",
            "FOO",
            "PROPFIND",
            "CONNECT",
            "PRI",
            "G\u00e9T",
            "X".repeat(2_000),
            "GET\t",
            "QUERY",
            "PUT",
            "PATCH",
            "POST",
            "DELETE",
            "GET");

    private static final List<String> VERSIONS =
            List.of("HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/3.0", "HTTX/1.1", "", "http/1.1", "HTTP/1.1 x");

    private static final List<String> TARGETS = List.of(
            "*",
            "x",
            "http://localhost/providers",
            "localhost:443",
            "/",
            "//",
            "?",
            "/?",
            "#",
            "/#x",
            "https://",
            "/providers",
            "/operator",
            "/subscriptions",
            "/subscriptions/",
            "/q/health",
            "/metrics",
            "/../x",
            "/%",
            "http://[::1",
            "http://a b/");

    private static final List<String> PARTS = List.of(
            "%00",
            "%zz",
            "%",
            "%2",
            "{",
            "}",
            "|",
            "\\",
            "^",
            "`",
            "<",
            ">",
            "\"",
            "\u00e9",
            "%c3%28",
            "%ed%a0%80",
            "%2F",
            "%5C",
            "%252F",
            "%2500",
            "%252e%252e",
            ";x=y",
            "..",
            "/../",
            "//",
            "/",
            "/.",
            "%20",
            "+",
            "\u0001",
            "\u007f",
            "%0d%0aX:y",
            "#",
            "?",
            "x".repeat(300),
            "%25",
            "@",
            ":",
            "%C0%80",
            "%u0041");

    private static final List<String> QUERIES = List.of(
            "%00",
            "x=%00",
            "$skipToken=AA",
            "$skiptoken=%00",
            "$skiptoken=zz%2F",
            "$SKIPTOKEN=AAAA",
            "$top=1",
            "$filter=x",
            "$Expand=events",
            "%24expand=events",
            "$expand=%00",
            "$expand=x",
            "api-version=2025-05-01",
            "api-version=",
            "API-VERSION=2025-05-01",
            "at=%2B999999999-12-31T23:59:59Z",
            "at=-999999999-01-01T00:00:00Z",
            "at=2026-01-01T00:00:00+01:00",
            "at=x",
            "at=%00",
            "country=%00",
            "country=\u00e9",
            "kind=%00",
            "asn=99999999999999999999",
            "asn=%00",
            "x={",
            "x=|",
            "x=%",
            "x=%zz",
            "&&&",
            "=",
            "=x",
            "x=%ed%a0%80",
            "state=%00",
            "state=x",
            "object=%00",
            "dryRun=x",
            "object=x",
            "prefix=%00",
            "lastEventId=%00",
            "lastEventId=9999999999999999999",
            "lastEventId=-1",
            "types=,",
            "types=%00",
            "types=x&types=x",
            "level=x",
            "level=error&level=%00",
            "prefix=" + "10.0.0.0/8,".repeat(600),
            "resourceId=%00",
            "subscriptionId=%00",
            "assignee=%00",
            "consolidate=%00",
            "peeringLocation=%00",
            "directPeeringType=%00",
            "x=" + "y".repeat(7_000),
            "x=" + "y".repeat(40_000),
            "a&".repeat(1_500),
            "%24skiptoken=",
            "?",
            "x=1;y=2",
            "\u0001=",
            "$skiptoken=" + "A".repeat(3_000),
            "$skiptoken=%ed%a0%80",
            "dryRun=%00");

    private static final List<Request.Header> ODD_HEADERS = List.of(
            new Request.Header("Expect", "100-continue"),
            new Request.Header("Expect", "x"),
            new Request.Header("Range", "bytes=0-1"),
            new Request.Header("X-Forwarded-Host", "evil.example"),
            new Request.Header("X-Forwarded-For", "\u00e9, %00"),
            new Request.Header("Forwarded", "host=\"a\""),
            new Request.Header("X-HTTP-Method-Override", "DELETE"),
            new Request.Header("x-ms-client-request-id", "\u00e9".repeat(30)),
            new Request.Header("x-ms-correlation-request-id", "x".repeat(4_000)),
            new Request.Header("x-ms-return-client-request-id", "true"),
            new Request.Header("Connection", "Authorization, Content-Length"),
            new Request.Header("Connection", "close"),
            new Request.Header("Upgrade", "h2c"),
            new Request.Header("Upgrade", "websocket"),
            new Request.Header("Accept-Encoding", "x;q=zz,,*;q=-1"),
            new Request.Header("Accept-Encoding", "gzip"),
            new Request.Header("Accept-Language", "\u00e9"),
            new Request.Header("Origin", "null"),
            new Request.Header("Cookie", "a=b; ="),
            new Request.Header("Last-Event-ID", "\u00e9"),
            new Request.Header("Last-Event-ID", "9".repeat(30)),
            new Request.Header("If-Modified-Since", "x"),
            new Request.Header("If-Range", "x"),
            new Request.Header("TE", "trailers"),
            new Request.Header("Content-Encoding", "gzip"),
            new Request.Header("traceparent", "00-x"),
            new Request.Header("X-Long", "x".repeat(15_000)),
            new Request.Header("X-Long", "x".repeat(40_000)),
            new Request.Header("Host", "a b"),
            new Request.Header("Host", "evil.example:99999"),
            new Request.Header("Host", ""),
            new Request.Header("Host", "[::1"),
            new Request.Header("Host", "localhost/x"));

    private final Values values;

    Mutations(Values values) {
        this.values = values;
    }

    void one(Draft draft) {
        boolean content = draft.json != null || draft.body != null;
        switch (values.any(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))) {
            case 0, 1, 2, 3 -> {
                if (content) {
                    body(draft);
                } else {
                    query(draft);
                }
            }
            case 4, 5 -> path(draft);
            case 6, 7 -> query(draft);
            case 8 -> conditions(draft);
            case 9 -> headers(draft);
            case 10 -> line(draft);
            case 11 -> framing(draft);
            default -> bearer(draft);
        }
    }

    private void did(Draft draft, String what, String with) {
        draft.done.add(what + " " + Request.escaped(with, 60));
    }

    // ------------------------------------------------------------------ bodies

    private void body(Draft draft) {
        if (draft.json == null || values.chance(20)) {
            octets(draft);
        } else {
            members(draft);
        }
    }

    /** Changes one place of the tree. */
    private void members(Draft draft) {
        List<Json.Obj> objects = new ArrayList<>();
        collect(draft.json, objects);
        if (objects.isEmpty()) {
            draft.json = values.wrong();
            did(draft, "body", Json.text(draft.json));
            return;
        }
        List<Json.Member> members = values.any(objects).members();
        if (members.isEmpty() || values.chance(8)) {
            Json.Member more = new Json.Member(values.odd(), values.wrong());
            members.add(more);
            did(draft, "member added", Json.text(new Json.Obj(List.of(more))));
            return;
        }
        int at = values.any(
                java.util.stream.IntStream.range(0, members.size()).boxed().toList());
        Json.Member member = members.get(at);
        switch (values.any(List.of(0, 1, 2, 3, 4, 5, 6))) {
            case 0 -> {
                members.add(new Json.Member(member.name(), member.value()));
                did(draft, "member twice", member.name());
            }
            case 1 -> {
                members.set(at, new Json.Member(member.name().toUpperCase(Locale.ROOT), member.value()));
                did(draft, "member in another case", member.name());
            }
            case 2 -> {
                members.remove(at);
                did(draft, "member left out", member.name());
            }
            default -> {
                Object wrong = values.wrong();
                members.set(
                        at,
                        new Json.Member(
                                member.name(),
                                member.value() instanceof List<?> && values.chance(50)
                                        ? new ArrayList<>(List.of(wrong))
                                        : wrong));
                did(draft, "member " + member.name(), Json.text(wrong));
            }
        }
    }

    private static void collect(Object value, List<Json.Obj> found) {
        switch (value) {
            case Json.Obj object -> {
                found.add(object);
                object.members().forEach(each -> collect(each.value(), found));
            }
            case List<?> items -> items.forEach(each -> collect(each, found));
            default -> {}
        }
    }

    private void octets(Draft draft) {
        if (draft.headers.stream().anyMatch(header -> header.name().equalsIgnoreCase("Transfer-Encoding"))) {
            // Cut into chunks already, whose end would not come.
            return;
        }
        byte[] octets = draft.octets();
        String what = values.any(List.of(
                "nothing",
                "half",
                "twice",
                "BOM",
                "UTF-16",
                "bad UTF-8",
                "NUL",
                "array",
                "gzip",
                "long",
                "deep",
                "text",
                "number",
                "spaces"));
        draft.body = switch (what) {
            case "nothing" -> new byte[0];
            case "half" -> Arrays.copyOf(octets, octets.length / 2);
            case "twice" -> joined(octets, octets);
            case "BOM" -> joined(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, octets);
            case "UTF-16" -> new String(octets, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case "bad UTF-8" ->
                joined("{\"location\": \"".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xc3, 0x28, '"', '}'});
            case "NUL" -> joined(octets, new byte[] {0});
            case "array" -> joined(joined(new byte[] {'['}, octets), new byte[] {']'});
            case "gzip" -> gzip(octets);
            case "long" -> ("{\"location\": \"" + "x".repeat(300_000) + "\"}").getBytes(StandardCharsets.UTF_8);
            case "deep" -> "{\"properties\":".repeat(20_000).getBytes(StandardCharsets.UTF_8);
            case "text" -> "\"x\"".getBytes(StandardCharsets.UTF_8);
            case "number" -> "1e999999999".getBytes(StandardCharsets.UTF_8);
            default -> " ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        };
        if (what.equals("gzip")) {
            draft.header("Content-Encoding", "gzip");
        }
        did(draft, "body", what);
    }

    private static byte[] joined(byte[] a, byte[] b) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(a);
        both.writeBytes(b);
        return both.toByteArray();
    }

    private static byte[] gzip(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    // ------------------------------------------------------------------ request line

    private void path(Draft draft) {
        List<String> segments =
                new ArrayList<>(Arrays.asList(draft.path.substring(1).split("/", -1)));
        int at = values.any(
                java.util.stream.IntStream.range(0, segments.size()).boxed().toList());
        String segment = segments.get(at);
        String part = values.any(PARTS);
        String changed = switch (values.any(List.of(0, 1, 2, 3, 4, 5))) {
            case 0 -> segment.toUpperCase(Locale.ROOT);
            case 1 -> segment.replace("-", "%2D").replace("e", "%65");
            case 2 -> segment.replace("-", "%252D").replace("e", "%2565");
            case 3 -> part;
            default -> segment + part;
        };
        segments.set(at, changed);
        draft.path = "/" + String.join("/", segments);
        draft.plain = false;
        did(draft, "path segment", changed);
    }

    private void query(Draft draft) {
        if (values.chance(10)) {
            did(draft, "query dropped", draft.query);
            draft.query = "";
            return;
        }
        String more = values.any(QUERIES);
        boolean own = !draft.operation.query().isEmpty() && values.chance(40);
        if (own) {
            more = values.any(List.copyOf(draft.operation.query().keySet())) + "="
                    + (values.chance(50) ? encoded(values.odd()) : values.any(PARTS));
        }
        draft.query = values.chance(30) ? more : draft.query + "&" + more;
        draft.plain = false;
        did(draft, "query", more);
    }

    static String encoded(String text) {
        StringBuilder out = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    "-.0123456789".indexOf(each) >= 0 || (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z');
            out.append(plain ? String.valueOf((char) each) : String.format("%%%02X", each & 255));
        }
        return out.toString();
    }

    private void line(Draft draft) {
        draft.plain = false;
        switch (values.any(List.of(0, 0, 0, 1, 2))) {
            case 0 -> {
                draft.method = values.any(METHODS);
                did(draft, "method", draft.method);
            }
            case 1 -> {
                draft.version = values.any(VERSIONS);
                did(draft, "version", draft.version);
            }
            default -> {
                draft.path = values.any(TARGETS);
                draft.query = "";
                did(draft, "target", draft.path);
            }
        }
    }

    // ------------------------------------------------------------------ headers

    private void conditions(Draft draft) {
        String name = values.any(List.of("If-Match", "If-None-Match"));
        String value = values.any(CONDITIONS);
        draft.header(name, value);
        draft.plain = false;
        did(draft, name, value);
    }

    private void bearer(Draft draft) {
        String real = draft.value("Authorization");
        String value = switch (values.any(List.of(0, 1, 2, 3, 4, 5))) {
            case 0 -> real + "x";
            case 1 -> real.substring(0, real.lastIndexOf('.') + 1);
            default -> values.any(BEARERS);
        };
        draft.header("Authorization", value);
        draft.plain = false;
        did(draft, "Authorization", value);
    }

    private void headers(Draft draft) {
        // What is malformed in HTTP/2 but for a value may be reset (RFC 9113 section 8.1.1), which is no answer.
        boolean untouched = draft.plain;
        draft.plain = false;
        switch (values.any(untouched ? List.of(0, 1, 2, 2, 2, 3, 4) : List.of(0, 1, 2, 2, 2, 4))) {
            case 0 -> {
                String accept = values.any(ACCEPTS);
                draft.header("Accept", accept);
                did(draft, "Accept", accept);
            }
            case 1 -> {
                String type = values.any(TYPES);
                draft.header("Content-Type", type);
                did(draft, "Content-Type", type);
            }
            case 2 -> {
                Request.Header odd = values.any(ODD_HEADERS);
                draft.header(odd.name(), odd.value());
                did(draft, odd.name(), odd.value());
            }
            case 3 -> {
                // Over HTTP/2 a value can hold what would end the line in HTTP/1.1.
                draft.version = Http2.VERSION;
                Request.Header split = new Request.Header(
                        values.any(List.of("x-ms-client-request-id", "accept", "x-any", "authorization", "if-match")),
                        values.any(List.of("a\r\nb: c", "a\nb", "a\rb", "a\0b", "\u007f", "\u00e9")));
                draft.header(split.name(), split.value());
                did(draft, "HTTP/2 " + split.name(), split.value());
            }
            default -> {
                for (int i = 0; i < 300; i++) {
                    draft.headers.add(new Request.Header("X-Many-" + i, "x"));
                }
                did(draft, "headers", "300");
            }
        }
    }

    /** Where a message ends, and of what lines it is made. Nothing is announced that does not come. */
    private void framing(Draft draft) {
        draft.plain = false;
        draft.octets();
        String what = values.any(List.of(
                "no Host",
                "two Hosts",
                "Content-Length: -1",
                "Content-Length: x",
                "two Content-Lengths",
                "Content-Length +",
                "chunked and length",
                "coding gzip",
                "two codings",
                "bad chunk",
                "folded",
                "no colon",
                "space before colon",
                "NUL in a value",
                "NUL in a name",
                "two Authorizations",
                "empty name",
                "chunk extension",
                "chunked"));
        did(draft, "framing", what);
        byte[] chunked = joined(
                (Integer.toHexString(Math.max(1, draft.octets().length)) + "\r\n").getBytes(StandardCharsets.US_ASCII),
                joined(
                        draft.octets().length == 0 ? new byte[] {' '} : draft.octets(),
                        "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        switch (what) {
            case "no Host" -> draft.drop("Host");
            case "two Hosts" -> draft.headers.add(new Request.Header("Host", "evil.example"));
            case "Content-Length: -1" -> draft.header("Content-Length", "-1");
            case "Content-Length: x" -> draft.header("Content-Length", "x");
            case "Content-Length +" -> draft.header("Content-Length", "+" + draft.octets().length);
            case "two Content-Lengths" -> {
                draft.header("Content-Length", "" + draft.octets().length);
                draft.headers.add(new Request.Header("Content-Length", "0"));
            }
            case "chunked and length" -> {
                draft.body = chunked;
                draft.header("Content-Length", "0");
                draft.header("Transfer-Encoding", "chunked");
            }
            case "chunked" -> {
                draft.body = chunked;
                draft.header("Transfer-Encoding", "chunked");
            }
            case "coding gzip" -> draft.header("Transfer-Encoding", "gzip");
            case "two codings" -> {
                draft.body = chunked;
                draft.header("Transfer-Encoding", "gzip, chunked");
            }
            case "bad chunk" -> {
                draft.body = "zz\r\nx\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                draft.header("Transfer-Encoding", "chunked");
            }
            case "chunk extension" -> {
                draft.body = "1;a=b\r\n \r\n0\r\nX-Trailer: y\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                draft.header("Transfer-Encoding", "chunked");
            }
            case "folded" -> draft.header("X-Folded", "a\r\n b");
            case "no colon" -> draft.header("X-Lines", "a\r\nno colon here");
            case "space before colon" -> draft.headers.add(new Request.Header("X-Space ", "a"));
            case "NUL in a value" -> draft.header("X-Nul", "a\0b");
            case "NUL in a name" -> draft.headers.add(new Request.Header("X-N\0ul", "a"));
            case "empty name" -> draft.headers.add(new Request.Header("", "a"));
            default -> draft.headers.add(new Request.Header("Authorization", "Bearer x"));
        }
    }
}
