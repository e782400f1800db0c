/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import org.openpeering.kit.testing.JsonWitness;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.RegistryEvidence;

/** What crosses JSON in a test without being registered for native executables fails it. */
@Singleton
class WatchedJson implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new JsonWitness(Evidence.class, RegistryEvidence.class));
    }
}
