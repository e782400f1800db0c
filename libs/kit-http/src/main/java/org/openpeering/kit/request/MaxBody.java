/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.openpeering.contract.request.ArmConventions;

/**
 * The longest request body in bytes of a resource method that reads a stream; all others are held to
 * {@link ArmConventions#BODY_BYTES}. The gateway and {@code quarkus.http.limits.max-body-size} have to let it through.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface MaxBody {
    long value();
}
