/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import org.openpeering.kit.testing.JsonWitness;

/** What crosses JSON in a test without being registered for native executables fails it. */
@Singleton
class WatchedJson implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new JsonWitness());
    }
}
