/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import io.quarkus.runtime.ApplicationConfig;
import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Each channel has its own consumer group, named for the service and the topic: offsets are kept under it. Its polls are
 * {@link PacedPolls}.
 */
@ApplicationScoped
public class ChannelClients implements ClientCustomizer<Map<String, Object>> {
    private final String service;

    ChannelClients(ApplicationConfig application) {
        this.service = application.name().orElseThrow();
    }

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> config) {
        if (config.containsKey("group.id")) {
            config.put("group.id", service + "." + channel);
            config.put("client.id", service + "." + channel);
            config.put("interceptor.classes", PacedPolls.class.getName());
        }
        return config;
    }
}
