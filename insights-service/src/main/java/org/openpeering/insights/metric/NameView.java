/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A name that Azure could translate. */
@RegisterForReflection
public record NameView(String value, String localizedValue) {
    static NameView of(String name) {
        return new NameView(name, name);
    }
}
