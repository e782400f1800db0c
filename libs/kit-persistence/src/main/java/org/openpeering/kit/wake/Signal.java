/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.wake;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Says that there is work. It stays raised until its one waiter has seen it, so none is missed. */
public final class Signal implements Runnable {
    private final Semaphore raised = new Semaphore(0);

    @Override
    public void run() {
        raise();
    }

    public void raise() {
        raised.release();
    }

    /** Waits until it is raised, or for so long. */
    public void await(long millis) throws InterruptedException {
        if (raised.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }
}
