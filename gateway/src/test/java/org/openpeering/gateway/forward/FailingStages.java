/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;

/** Fails where a request wants it to. */
@Mock
@ApplicationScoped
class FailingStages extends Stages {
    static final String HEADER = "x-fail-at";

    @Override
    void reached(Stage stage, Exchange exchange) {
        if (stage.name().equals(exchange.request().getHeader(HEADER))) {
            throw new IllegalStateException("injected at " + stage);
        }
    }
}
