/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Values by their schema, of the ordinary kind and of the other. */
final class Values {
    private static final List<String> WORDS = List.of(
            "Fuzzville",
            "Fuzzburg",
            "Carrier fuzz",
            "10.77.3.0/24",
            "2001:db8:77::/48",
            "10.77.3.1",
            "Direct",
            "Exchange",
            "Edge",
            "None",
            "Hesse",
            "DE",
            "Germany",
            "noc@carrier.example",
            "65540",
            "PT1H",
            "2026-12-31T00:00:00Z",
            "events",
            "00000000-0000-4000-8000-000000000000",
            "Premium_Direct_Free",
            "true",
            "x",
            "");

    /** Each of them has broken something somewhere. */
    private static final List<String> ODD = List.of(
            "\0",
            "a\0b",
            "\ud800",
            "x\udfff",
            "\ufeffx",
            "\u202e",
            "é",
            "\ud83d\ude00",
            "a/b",
            "a\\b",
            "..",
            "%",
            "%00",
            "%2F",
            "%252F",
            "a b",
            " ",
            "\t",
            "\r\nX: y",
            "'",
            "\"",
            "'; select 1; --",
            "${jndi:x}",
            "<x>",
            "{x}",
            "|",
            "null",
            "NaN",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "2026-12-31T00:00:00+19:00",
            "2026-02-30T00:00:00Z",
            "P999999999999D",
            "PT-1S",
            "PT9223372036854775807S",
            "10.0.0.1/8",
            "0.0.0.0/0",
            "::/0",
            "::ffff:10.0.0.0/104",
            "fe80::1%eth0",
            "1.2.3",
            "0x7f.1",
            "999.1.1.1",
            "10.0.0.0/-1",
            "10.0.0.0/999999999999",
            "4294967296",
            "1.10",
            "٣",
            "x".repeat(256),
            "x".repeat(5_000),
            "\ud83d".repeat(200));

    private static final List<String> NULS = List.of("\0", "a\0b");

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "64500",
            "65540",
            "10000",
            "23456",
            "2147483647",
            "2147483648",
            "4294967295",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1.5",
            "1e3",
            "1e400",
            "-0",
            "1E-400",
            "123456789012345678901234567890",
            "1e2147483648");

    private static final List<String> RAW = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "[null]",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "NaN",
            "-Infinity",
            "01",
            "0x10",
            "1e999999999",
            "'x'",
            "undefined",
            "\"\\x\"",
            "\"\n\"",
            "{\"a\":1,\"a\":2}",
            "/**/1",
            "");

    private final SplittableRandom random;

    Values(SplittableRandom random) {
        this.random = random;
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** The one that stores take worst is among them more often. */
    String odd() {
        return chance(15) ? any(NULS) : any(ODD);
    }

    String word() {
        return any(WORDS);
    }

    /** Whatever may stand in the place of a value. */
    Object wrong() {
        return switch (random.nextInt(6)) {
            case 0 -> new Json.Raw(any(NUMBERS));
            case 1 -> new Json.Raw(any(RAW));
            case 2 -> new Json.Raw("[".repeat(2_000) + "]".repeat(2_000));
            case 3 -> new Json.Raw("{\"a\":".repeat(1_500) + "1" + "}".repeat(1_500));
            default -> odd();
        };
    }

    Object of(JsonNode schema) {
        if (schema.has("enum") && chance(85)) {
            return any(texts(schema.path("enum")));
        }
        return switch (schema.path("type").asText(schema.has("properties") ? "object" : "string")) {
            case "object" -> object(schema);
            case "array" -> array(schema.path("items"));
            case "integer", "number" -> new Json.Raw(any(NUMBERS));
            case "boolean" -> new Json.Raw(chance(50) ? "true" : "false");
            default -> chance(70) ? word() : odd();
        };
    }

    private Object object(JsonNode schema) {
        List<Json.Member> members = new ArrayList<>();
        schema.path("properties").properties().forEach(each -> {
            if (chance(70)) {
                members.add(new Json.Member(each.getKey(), of(each.getValue())));
            }
        });
        if (!schema.has("properties")) {
            for (int i = random.nextInt(3); i > 0; i--) {
                members.add(new Json.Member(chance(70) ? word() : odd(), chance(70) ? word() : odd()));
            }
        }
        return new Json.Obj(members);
    }

    private Object array(JsonNode items) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(of(items));
        }
        return list;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
