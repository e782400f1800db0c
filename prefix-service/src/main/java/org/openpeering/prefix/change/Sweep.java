/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import io.smallrye.mutiny.Uni;

/** What time alone brings about. Asked about once a second, by any replica. */
public interface Sweep {
    /** Ends what has run out or has waited for too long, in the caller's transaction. */
    Uni<Void> sweep();
}
