/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that may break every rule. Texts are octets (ISO 8859-1).
 *
 * @param start method, target and version as they go out
 * @param body null: none, and nothing is said about its length
 * @param plain it keeps the rules of HTTP, so that the connection can serve another one after it
 */
record Request(Operation operation, String user, Start start, List<Header> headers, String body, boolean plain) {
    record Start(String method, String target, String version) {}

    record Header(String name, String value) {}

    Request {
        headers = new ArrayList<>(headers);
    }

    /** HTTP/1.1, with the length of the body. */
    byte[] octets() {
        StringBuilder head = new StringBuilder();
        head.append(start.method()).append(' ').append(start.target());
        head.append(start.version().isEmpty() ? "" : " " + start.version()).append("\r\n");
        for (Header each : headers) {
            head.append(each.name()).append(": ").append(each.value()).append("\r\n");
        }
        boolean told = headers.stream()
                .anyMatch(each -> each.name().equalsIgnoreCase("Content-Length")
                        || each.name().equalsIgnoreCase("Transfer-Encoding"));
        if (body != null && !told) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            out.writeBytes(body.getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }

    /** For people: without the token, and of what is long the begin. */
    String shown() {
        String text = new String(octets(), StandardCharsets.ISO_8859_1)
                .replaceAll("(?i)Bearer ey[\\w-]+\\.[\\w-]+\\.[\\w-]{20,}", "Bearer <token of " + user + ">");
        return escaped(text, 1500);
    }

    static String escaped(String text, int limit) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(limit, text.length()); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                out.append('\n');
            } else if (c != '\r') {
                out.append(c < ' ' || c > '~' ? String.format("\\x%02x", (int) c) : String.valueOf(c));
            }
        }
        return out + (text.length() > limit ? "… (" + text.length() + " in all)" : "");
    }
}
