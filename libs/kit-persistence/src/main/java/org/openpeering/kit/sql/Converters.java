/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.json.Json;

/**
 * How the contract's value types stand in columns: an ASN as a number, a subscription by its key, everything else as its
 * canonical text.
 */
public final class Converters {
    /** How a text becomes {@code jsonb}. */
    public static final String JSONB = "cast(cast(? as text) as jsonb)";

    private Converters() {}

    /** For an enumeration with wire texts; a feature's own extends it beside the enumeration. */
    public abstract static class OfWireEnum<E extends Enum<E> & WireEnum>
            implements AttributeConverter<@Nullable E, @Nullable String> {
        private final Class<E> type;

        protected OfWireEnum(Class<E> type) {
            this.type = type;
        }

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable E value) {
            return value == null ? null : value.wire();
        }

        @Override
        public @Nullable E convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : WireEnum.parse(type, column).orElseThrow();
        }
    }

    /**
     * For {@code jsonb} that is no object, which is all that Hibernate Reactive can read. The column is a text to it, by
     * {@code @ColumnTransformer(read = "text(x)", write = Converters.JSONB)}.
     */
    public abstract static class OfJson<T> implements AttributeConverter<@Nullable T, @Nullable String> {
        private static final ObjectMapper JSON = Json.mapper();

        private final TypeReference<T> type;

        protected OfJson(TypeReference<T> type) {
            this.type = type;
        }

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable T value) {
            try {
                return value == null ? null : JSON.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
            }
        }

        @Override
        public @Nullable T convertToEntityAttribute(@Nullable String column) {
            try {
                return column == null ? null : JSON.readValue(column, type);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("not a " + type.getType(), e);
            }
        }
    }

    @Converter(autoApply = true)
    public static class OfAsn implements AttributeConverter<@Nullable Asn, @Nullable Long> {
        @Override
        public @Nullable Long convertToDatabaseColumn(@Nullable Asn value) {
            return value == null ? null : value.value();
        }

        @Override
        public @Nullable Asn convertToEntityAttribute(@Nullable Long column) {
            return column == null ? null : new Asn(column);
        }
    }

    @Converter(autoApply = true)
    public static class OfIpPrefix implements AttributeConverter<@Nullable IpPrefix, @Nullable String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable IpPrefix value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable IpPrefix convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : IpPrefix.parse(column);
        }
    }

    @Converter(autoApply = true)
    public static class OfIpAddress implements AttributeConverter<@Nullable IpAddress, @Nullable String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable IpAddress value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable IpAddress convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : IpAddress.parse(column);
        }
    }

    @Converter(autoApply = true)
    public static class OfResourceId implements AttributeConverter<@Nullable ResourceId, @Nullable String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable ResourceId value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable ResourceId convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : ResourceId.parse(column);
        }
    }

    @Converter(autoApply = true)
    public static class OfSubscription implements AttributeConverter<@Nullable Subscription, @Nullable String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Subscription value) {
            return value == null ? null : value.key();
        }

        @Override
        public @Nullable Subscription convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : new Subscription(column);
        }
    }

    @Converter(autoApply = true)
    public static class OfCommunity implements AttributeConverter<@Nullable Community, @Nullable String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Community value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable Community convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : Community.parse(column);
        }
    }

    @Converter(autoApply = true)
    public static class OfPrefixValidationState extends OfWireEnum<PrefixValidationState> {
        public OfPrefixValidationState() {
            super(PrefixValidationState.class);
        }
    }

    @Converter(autoApply = true)
    public static class OfLearnedType extends OfWireEnum<LearnedType> {
        public OfLearnedType() {
            super(LearnedType.class);
        }
    }
}
