/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.bridge;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.openpeering.kit.wake.Wakes;

/** See {@link Wakes}. */
@ApplicationScoped
public class BlockingWakes {
    private final Wakes wakes;

    BlockingWakes(Wakes wakes) {
        this.wakes = wakes;
    }

    public void later(String queue, Duration time) {
        wakes.later(queue, time);
    }

    public void afterCommit(String queue) {
        if (Work.active()) {
            Work.await(() -> Uni.createFrom().voidItem().invoke(() -> wakes.afterCommit(queue)));
        } else {
            wakes.signal(queue).raise();
        }
    }
}
