/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.util.Arrays;

/**
 * What the API answered.
 *
 * @param request verb and path, for messages
 * @param text the body as sent
 * @param json the body parsed; missing when it is empty or no JSON
 */
public record Answer(String request, int status, HttpHeaders headers, String text, JsonNode json) {
    static Answer of(String request, int status, HttpHeaders headers, String text) {
        return new Answer(request, status, headers, text, Json.parseOr(text, MissingNode.getInstance()));
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** This answer if its status is one of those; otherwise a {@link DemoFailure} that shows it. */
    public Answer expect(int... statuses) {
        if (Arrays.stream(statuses).noneMatch(each -> each == status)) {
            throw new DemoFailure(
                    request + " gave " + status + " instead of " + Arrays.toString(statuses) + ": " + text);
        }
        return this;
    }

    /** The text at a JSON pointer; empty when there is none. */
    public String at(String pointer) {
        return json.at(pointer).asText("");
    }

    /** {@code properties.<name>} as text; empty when there is none. */
    public String property(String name) {
        return json.path("properties").path(name).asText("");
    }

    /** {@code error.code}; empty when there is none. */
    public String errorCode() {
        return at("/error/code");
    }
}
