/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;

/**
 * The JSON shapes of the contract's value types: an ASN is a number, everything else its canonical text; enumerations in
 * Azure's spelling, read without regard to case.
 */
public final class ContractModule extends SimpleModule {
    public ContractModule() {
        super("openpeering-contract");
        addSerializer(new AsnSerializer());
        setDeserializers(new WireEnumDeserializers());
        addDeserializer(Asn.class, new AsnDeserializer());
        text(IpAddress.class, IpAddress::parse);
        text(IpPrefix.class, IpPrefix::parse);
        text(AsPath.class, AsPath::parse);
        text(Community.class, Community::parse);
        text(SessionId.class, SessionId::parse);
        text(ResourceId.class, ResourceId::parse);
        addSerializer(new WireEnumSerializer());
        setMixInAnnotation(RouteChange.class, RouteChangeShape.class);
    }

    private <T> void text(Class<T> type, Function<String, T> parse) {
        addSerializer(new TextSerializer<>(type));
        addDeserializer(type, new TextDeserializer<>(type, parse));
        addKeySerializer(type, new KeySerializer<>());
        addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return parse.apply(key);
            }
        });
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = RouteChange.Announced.class, name = "Announced"),
        @JsonSubTypes.Type(value = RouteChange.Withdrawn.class, name = "Withdrawn"),
        @JsonSubTypes.Type(value = RouteChange.Synced.class, name = "Synced"),
        @JsonSubTypes.Type(value = RouteChange.PeerTable.class, name = "PeerTable"),
        @JsonSubTypes.Type(value = RouteChange.Answered.class, name = "Answered"),
        @JsonSubTypes.Type(value = RouteChange.FeedGap.class, name = "FeedGap"),
    })
    @JsonIgnoreProperties("announced")
    private interface RouteChangeShape {}

    /** With our exception as its cause: that message is fit for callers, Jackson's own are not. */
    private static InvalidFormatException malformed(
            JsonParser in, MalformedValueException cause, Object value, Class<?> type) {
        InvalidFormatException failure = InvalidFormatException.from(in, cause.getMessage(), value, type);
        failure.initCause(cause);
        return failure;
    }

    private static final class AsnSerializer extends StdScalarSerializer<Asn> {
        AsnSerializer() {
            super(Asn.class);
        }

        @Override
        public void serialize(Asn asn, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(asn.value());
        }
    }

    private static final class AsnDeserializer extends StdScalarDeserializer<Asn> {
        AsnDeserializer() {
            super(Asn.class);
        }

        @Override
        public Asn deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                return (Asn) context.handleUnexpectedToken(Asn.class, in);
            }
            try {
                return new Asn(in.getLongValue());
            } catch (MalformedValueException e) {
                throw malformed(in, e, in.getNumberValue(), Asn.class);
            }
        }
    }

    private static final class TextSerializer<T> extends StdScalarSerializer<T> {
        TextSerializer(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class KeySerializer<T> extends JsonSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeFieldName(value.toString());
        }
    }

    private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> parse;

        TextDeserializer(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return (T) context.handleUnexpectedToken(_valueClass, in);
            }
            try {
                return parse.apply(in.getText());
            } catch (MalformedValueException e) {
                throw malformed(in, e, in.getText(), _valueClass);
            }
        }
    }

    private static final class WireEnumSerializer extends StdScalarSerializer<WireEnum> {
        WireEnumSerializer() {
            super(WireEnum.class);
        }

        @Override
        public void serialize(WireEnum value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.wire());
        }
    }

    /** Finds the deserializer for any enumeration that implements {@link WireEnum}. */
    private static final class WireEnumDeserializers extends SimpleDeserializers {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public @Nullable JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            return WireEnum.class.isAssignableFrom(type) ? new WireEnumDeserializer(type) : null;
        }
    }

    private static final class WireEnumDeserializer<E extends Enum<E> & WireEnum> extends StdScalarDeserializer<E> {
        private final Class<E> type;

        WireEnumDeserializer(Class<E> type) {
            super(type);
            this.type = type;
        }

        @Override
        @SuppressWarnings("unchecked")
        public E deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return (E) context.handleUnexpectedToken(type, in);
            }
            String text = in.getText();
            return WireEnum.parse(type, text)
                    .orElseThrow(() -> malformed(
                            in, new MalformedValueException("'" + text + "' is not a known value"), text, type));
        }
    }
}
