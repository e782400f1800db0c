/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.image;

import java.net.URI;
import java.time.Duration;
import org.openpeering.stack.process.Http;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.ManagedProcess;
import org.openpeering.stack.process.Workspace;

/** A service from its image's files. Ready when its health on the management port says so. */
public final class ImageService extends ManagedProcess {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Launch launch;
    private final int managementPort;

    public ImageService(String name, Workspace workspace, Launch launch, int managementPort) {
        super(name, workspace);
        this.launch = launch;
        this.managementPort = managementPort;
    }

    @Override
    protected void prepare() {
        // Everything it needs is in its image.
    }

    @Override
    protected Launch launch() {
        return launch;
    }

    /** A JVM that records writes down what it saw when everything else has ended. */
    @Override
    protected Duration stopGrace() {
        return LIMIT;
    }

    @Override
    protected void awaitReady() {
        URI ready = URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
        untilReady(LIMIT, () -> Http.isOk(ready));
    }
}
