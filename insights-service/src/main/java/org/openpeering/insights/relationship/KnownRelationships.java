/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.openpeering.insights.relationship.Relationships.Attested;

/** What is known now: written by who reads the tables, read by detectors and by whoever answers questions. */
@ApplicationScoped
public class KnownRelationships {
    private volatile Relationships current = new Relationships(Set.of(), Set.of(), Attested.NOTHING);

    public Relationships current() {
        return current;
    }

    public void replace(Relationships next) {
        current = next;
    }
}
