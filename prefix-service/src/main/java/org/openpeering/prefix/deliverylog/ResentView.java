/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.deliverylog;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** @param resent how many dead letters wait again */
@RegisterForReflection
public record ResentView(int resent) {}
