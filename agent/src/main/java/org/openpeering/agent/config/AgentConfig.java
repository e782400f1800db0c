/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * @param gateway where the API is
 * @param issuer of tokens; its discovery document says where they are made
 * @param caFile certificates to trust besides the system's, in PEM
 * @param bufferBytes what samples may take on disk
 * @param concurrent connections at a time
 * @param lab whether loopback and documentation addresses may be measured
 */
public record AgentConfig(
        URI gateway,
        URI issuer,
        String clientId,
        Secret clientSecret,
        @Nullable Path caFile,
        Path bufferFolder,
        long bufferBytes,
        int concurrent,
        boolean lab) {}
