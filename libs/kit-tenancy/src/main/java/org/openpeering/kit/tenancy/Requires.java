/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission that a resource method needs, in the subscription that its path names. A method without it is refused
 * to everybody, and fails the build.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    Permission value();
}
