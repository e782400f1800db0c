/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * That a part of the policy hides what is going on.
 *
 * @param eventIds the Critical events that are open now and that it would hide
 * @param target the part, such as {@code properties.exceptions[0]}
 * @param message a sentence for people
 */
@RegisterForReflection
record PolicyWarning(List<String> eventIds, String target, String message) {
    PolicyWarning {
        eventIds = List.copyOf(eventIds);
    }
}
