/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test class whose constructor takes the running {@link StackUnderTest}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedStack.class)
@interface WithStack {
    /** Whether the stack runs in lab mode; otherwise only reserved numbers are allowed. */
    boolean lab() default false;
}
