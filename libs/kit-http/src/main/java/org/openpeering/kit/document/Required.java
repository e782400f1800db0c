/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.document;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A member of a request body without which it is refused; nullable all the same, so that the refusal can name it. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Required {}
