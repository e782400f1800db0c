/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JSON that may be wrong: an {@link Obj}, a list, a text, or {@link Raw} for everything else. A member may be there twice, and a
 * raw part be anything.
 */
final class Json {
    private Json() {}

    /** Members in their order. */
    record Obj(List<Member> members) {}

    record Member(String name, Object value) {}

    /** Goes out as it is. */
    record Raw(String text) {}

    static Object of(JsonNode node) {
        if (node.isObject()) {
            List<Member> members = new ArrayList<>();
            node.properties().forEach(each -> members.add(new Member(each.getKey(), of(each.getValue()))));
            return new Obj(members);
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(of(item)));
            return items;
        }
        return node.isTextual() ? node.asText() : new Raw(node.toString());
    }

    /** With every placeholder replaced. */
    static Object bound(Object value, Map<String, String> bindings) {
        return switch (value) {
            case Obj(List<Member> members) ->
                new Obj(new ArrayList<>(members.stream()
                        .map(each -> new Member(each.name(), bound(each.value(), bindings)))
                        .toList()));
            case List<?> items ->
                new ArrayList<>(
                        items.stream().map(each -> bound(each, bindings)).toList());
            case String text -> Samples.bound(text, bindings);
            default -> value;
        };
    }

    static String text(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case Obj(List<Member> members) -> {
                out.append('{');
                for (Member member : members) {
                    separate(out, '{');
                    quote(member.name(), out);
                    out.append(": ");
                    write(member.value(), out);
                }
                out.append('}');
            }
            case List<?> items -> {
                out.append('[');
                for (Object item : items) {
                    separate(out, '[');
                    write(item, out);
                }
                out.append(']');
            }
            case Raw(String text) -> out.append(text);
            default -> quote(value.toString(), out);
        }
    }

    private static void separate(StringBuilder out, char open) {
        if (out.charAt(out.length() - 1) != open) {
            out.append(", ");
        }
    }

    /** What is not plain ASCII is escaped, so that a lone surrogate gets through. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
