/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.UnreadableJson;

/**
 * Reads every body that is not a stream, instead of the framework: each text is one that can be kept ({@link
 * CheckedText}), a member occurs once, nothing follows, and whatever can not be read is an {@link ArmException} that names
 * the member. So no mapper of the framework has a say. No body is none: null.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
@ConstrainedTo(RuntimeType.SERVER)
public class JsonBody implements MessageBodyReader<Object> {
    private static final Set<Class<?>> RAW = Set.of(InputStream.class, Reader.class, String.class, byte[].class);

    private final ObjectMapper mapper;

    JsonBody(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return !RAW.contains(type);
    }

    @Override
    public @Nullable Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        try (CheckedText in = new CheckedText(mapper.getFactory().createParser(body))) {
            return read(in, genericType);
        } catch (CharConversionException e) {
            // Thrown by what finds out the encoding, before there is a parser.
            throw new ArmException(UnreadableJson.error("body", e));
        }
    }

    private @Nullable Object read(CheckedText in, Type type) throws IOException {
        in.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        try {
            return in.nextToken() == null ? null : alone(in, mapper.readValue(in, mapper.constructType(type)));
        } catch (ArmException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw e.getCause() instanceof ArmException refusal
                    ? refusal
                    : new ArmException(UnreadableJson.error(in.path(), e));
        } catch (CharConversionException | IllegalArgumentException e) {
            // The latter of a value's parser where the mapper does not expect it, such as of a key.
            throw new ArmException(UnreadableJson.error(in.path(), e));
        }
    }

    private static @Nullable Object alone(JsonParser in, @Nullable Object value) throws IOException {
        if (in.nextToken() != null) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_REQUEST_CONTENT,
                    "body",
                    "Something follows the JSON value in the request body."));
        }
        return value;
    }
}
