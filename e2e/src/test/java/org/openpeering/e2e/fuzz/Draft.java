/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request while it is made.
 *
 * @see Request
 */
final class Draft {
    Operation operation;
    String user;
    String method;
    String path;
    String query;
    String version = "HTTP/1.1";
    List<Request.Header> headers = new ArrayList<>();
    Object json;
    byte[] body;
    boolean plain = true;
    final List<String> done = new ArrayList<>();

    void header(String name, String value) {
        headers.removeIf(each -> each.name().equalsIgnoreCase(name));
        headers.add(new Request.Header(name, value));
    }

    void drop(String name) {
        headers.removeIf(each -> each.name().equalsIgnoreCase(name));
    }

    String value(String name) {
        return headers.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .map(Request.Header::value)
                .findFirst()
                .orElse("");
    }

    /** The body becomes what it is as octets. */
    byte[] octets() {
        if (body == null && json != null) {
            body = Json.text(json).getBytes(StandardCharsets.UTF_8);
            json = null;
        }
        return body == null ? new byte[0] : body;
    }

    Request request() {
        String sent = json == null && body == null ? null : new String(octets(), StandardCharsets.ISO_8859_1);
        String target = query.isEmpty() ? path : path + "?" + query;
        return new Request(operation, user, new Request.Start(method, target, version), headers, sent, plain);
    }
}
