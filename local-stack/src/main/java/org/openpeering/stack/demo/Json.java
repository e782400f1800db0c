/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads JSON. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new DemoFailure("No JSON: " + text, e);
        }
    }

    static JsonNode parseOr(String text, JsonNode otherwise) {
        try {
            return text.isBlank() ? otherwise : MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return otherwise;
        }
    }
}
