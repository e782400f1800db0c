/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.JsonMappingException;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.MalformedValueException;

/** What is answered to JSON that can not be read, in our words: Jackson's tell of classes. */
public final class UnreadableJson {
    private static final int LONGEST_TARGET = 200;

    private UnreadableJson() {}

    /**
     * @param where the reading ended: the member at fault when the JSON itself is wrong; of a value that is wrong the
     *     mapper knows better
     */
    public static ApiError error(String where, Exception failure) {
        Throwable root = root(failure);
        String path = root instanceof DatabindException && failure instanceof JsonMappingException mapping
                ? path(mapping)
                : where;
        String target = path.length() <= LONGEST_TARGET ? path : path.substring(0, LONGEST_TARGET) + "…";
        return ApiError.at(ErrorCode.INVALID_REQUEST_CONTENT, target, message(root, target));
    }

    /** What the parser threw, without the members around it. */
    private static Throwable root(Exception failure) {
        Throwable root = failure;
        while (root instanceof JsonMappingException && root.getCause() instanceof JsonProcessingException inner) {
            root = inner;
        }
        return root;
    }

    private static String message(Throwable root, String target) {
        if (root.getCause() instanceof MalformedValueException value) {
            return String.valueOf(value.getMessage());
        }
        return switch (root) {
            case MalformedValueException value -> String.valueOf(value.getMessage());
            case StreamConstraintsException _ -> "The request body is nested too deep or has a too long value.";
            case InputCoercionException _ -> "The number in the member '" + target + "' is out of range.";
            case DatabindException _ -> "The member '" + target + "' has the wrong type.";
            case JsonProcessingException parsing when twice(parsing) -> "The member '" + target + "' occurs twice.";
            default -> "The request body is not valid JSON.";
        };
    }

    private static boolean twice(JsonProcessingException parsing) {
        return String.valueOf(parsing.getOriginalMessage()).startsWith("Duplicate");
    }

    /** The JSON path of the member at fault, such as {@code properties.peerContactDetail[1].role}. */
    private static String path(JsonMappingException mapping) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
