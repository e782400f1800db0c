/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.arm;

import java.util.Locale;
import java.util.Optional;

/** An enumeration whose values have Azure's spelling on the wire: {@code PENDING_APPROVAL} is "PendingApproval". */
public interface WireEnum {
    String name();

    /** The spelling in answers. */
    default String wire() {
        StringBuilder text = new StringBuilder();
        for (String word : name().split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    /** The constant that {@code text} spells, without regard to case (contract section A: enums on the way in). */
    static <E extends Enum<E> & WireEnum> Optional<E> parse(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.wire().equalsIgnoreCase(text)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
