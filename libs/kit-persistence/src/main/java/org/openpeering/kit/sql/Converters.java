/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;

/** How the contract's value types stand in columns: an ASN as a number, everything else as its canonical text. */
public final class Converters {
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
