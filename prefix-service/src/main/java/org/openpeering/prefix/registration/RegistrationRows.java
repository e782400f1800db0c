/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;

/** The rows of one kind of registrations. */
public interface RegistrationRows<R> {
    Uni<@Nullable R> find(String subscription, ResourceId id);

    /** The same, for update. */
    Uni<@Nullable R> lock(String subscription, ResourceId id);

    /** Those under a peering, one more than fits on a page. */
    Uni<List<R>> page(String subscription, ResourceId peering, String after);

    /** The key is another one; the caller has locked the row. @return the new revision */
    Uni<Long> touch(String subscription, ResourceId id);
}
