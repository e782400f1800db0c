/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.checklist;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * One thing that has to be so.
 *
 * @param connectionIdentifier null: it is about the peering
 * @param waitsFor who has to act, null when it is done
 * @param how what to do, null when it is done
 */
@RegisterForReflection
public record ChecklistItem(
        String code,
        boolean done,
        @Nullable String connectionIdentifier,
        String message,
        @Nullable Actor waitsFor,
        @Nullable String how) {

    static ChecklistItem of(String code, boolean done, String message, Actor actor, String how) {
        return new ChecklistItem(code, done, null, message, done ? null : actor, done ? null : how);
    }

    ChecklistItem about(String identifier) {
        return new ChecklistItem(code, done, identifier, message, waitsFor, how);
    }
}
