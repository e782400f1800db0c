/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.openpeering.contract.arm.ApiVersion;

/** The first api-version that has an operation; under an older one there is nothing at its path (contract section 0). */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Since {
    ApiVersion value();
}
