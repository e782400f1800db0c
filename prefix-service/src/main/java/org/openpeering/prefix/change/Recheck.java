/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Tells which of many targets would be judged otherwise than they were, before they are queued. */
public interface Recheck {
    /** @param keys of targets that may be gone by now */
    Uni<List<String>> outdated(TargetKind kind, List<String> keys);
}
