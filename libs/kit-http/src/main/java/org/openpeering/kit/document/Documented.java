/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.document;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A resource method as the API document tells it. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Documented {
    /** What the operation does, in a sentence. */
    String value();

    /** What it answers with; not said: what its signature names, or else what the list of its resource is of. */
    Class<?> answer() default Void.class;

    /** The answer of what answers with no body. */
    final class Nothing {
        private Nothing() {}
    }

    /** Its name in the document; not said: what follows from its path. */
    String id() default "";

    /** Whether it answers with a page of them. */
    boolean page() default false;

    /** Whether an answer carries an {@code ETag}, and a read of it can be conditional. */
    boolean tagged() default true;
}
