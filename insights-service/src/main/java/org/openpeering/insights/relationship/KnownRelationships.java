/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import jakarta.enterprise.context.ApplicationScoped;

/** What is known now: written by who reads the tables, read by detectors and by whoever answers questions. */
@ApplicationScoped
public class KnownRelationships {
    private volatile Relationships current = Relationships.NONE;

    public Relationships current() {
        return current;
    }

    public void replace(Relationships next) {
        current = next;
    }
}
