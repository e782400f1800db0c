/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.error.ArmException;

/**
 * Checks every text of a body where it is read, before anything is made of it: whatever a member becomes, none is
 * forgotten. What is skipped, as members are that nobody knows, is not looked at.
 */
final class CheckedText extends JsonParserDelegate {
    CheckedText(JsonParser in) {
        super(in);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
            check(getText());
        }
        return token;
    }

    @Override
    public JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    private void check(String text) {
        Text.fault(text).ifPresent(fault -> {
            String target = path();
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_REQUEST_CONTENT, target, "The member '" + target + "' " + fault + "."));
        });
    }

    /** Where the parser stands, such as {@code properties.peerContactDetail[1].role}; "body" at its beginning. */
    String path() {
        Deque<String> steps = new ArrayDeque<>();
        for (JsonStreamContext at = getParsingContext(); at != null && !at.inRoot(); at = at.getParent()) {
            String name = at.getCurrentName();
            if (at.inArray()) {
                steps.push("[" + Math.max(0, at.getCurrentIndex()) + "]");
            } else if (name != null) {
                steps.push("." + Text.shown(name));
            }
        }
        String path = String.join("", steps);
        return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
    }
}
