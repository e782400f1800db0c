/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import io.smallrye.mutiny.Uni;
import org.openpeering.prefix.change.ChangeKind;

/** Ends a make-before-break change when what it waits for has come. */
public interface Completion {
    /** The changes that may be what it waits for. */
    ChangeKind kind();

    /** In the caller's transaction; does nothing when it is too early, or when nothing is being changed. */
    Uni<Void> complete(String subject);
}
