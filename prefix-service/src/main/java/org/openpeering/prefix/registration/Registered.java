/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

import org.openpeering.contract.arm.ResourceId;
import org.openpeering.prefix.key.KeyOwner;

/**
 * What is registered: a {@link Registration} of something.
 *
 * @param <R> the kind itself
 */
public interface Registered<R extends Registered<R>> {
    Registration registration();

    /** The same with another common part. */
    R with(Registration changed);

    /** Whom its keys belong to. */
    KeyOwner owner();

    default ResourceId id() {
        return registration().id();
    }

    default long revision() {
        return registration().revision();
    }
}
