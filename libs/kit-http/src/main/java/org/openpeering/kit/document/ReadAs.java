/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.document;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a parameter is that comes as text, since the service words the refusal itself. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ReadAs {
    Class<?> value();

    boolean required() default false;
}
