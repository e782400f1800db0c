/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.bridge;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.outbox.Outbox;

/** See {@link Outbox}. */
@ApplicationScoped
public class BlockingOutbox {
    private final Outbox outbox;

    BlockingOutbox(Outbox outbox) {
        this.outbox = outbox;
    }

    public long nextRevision() {
        return Objects.requireNonNull(Work.await(outbox::nextRevision));
    }

    public List<Long> nextRevisions(int count) {
        return Objects.requireNonNull(Work.await(() -> outbox.nextRevisions(count)));
    }

    public void changed(Topic topic, Revisioned object) {
        Work.await(() -> outbox.changed(topic, object));
    }

    public void deleted(Topic topic, String key, long revision) {
        Work.await(() -> outbox.deleted(topic, key, revision));
    }

    public void changed(Topic topic, Collection<? extends Revisioned> objects) {
        Work.await(() -> outbox.changed(topic, objects));
    }
}
