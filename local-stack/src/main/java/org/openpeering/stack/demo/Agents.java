/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.process.Component;

/** The part of the demonstration in which two agents, at two sites, measure what answers on this machine. */
public final class Agents {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Agents() {}

    /** Takes the agent into the inventory. */
    public static void enlist(ApiClient api, String name, String site, String client) {
        api.as("operator")
                .put("/operator/agents/" + name, """
                        {"site": "%s", "clientId": "%s"}""".formatted(site, client))
                .expect(200, 201);
    }

    /**
     * Starts agents and waits until each has been seen.
     *
     * @param agents with the site of each, by the client of the local realm
     */
    public static void run(
            URI gateway,
            URI issuer,
            Path caFile,
            Map<String, String> sites,
            Iterable<? extends Component> agents,
            PrintStream out) {
        ApiClient api = new ApiClient(gateway, issuer, caFile);
        try {
            sites.forEach((client, site) -> enlist(api, client, site, client));
            for (Component agent : agents) {
                agent.start();
                String seen = Await.value(
                        agent.name() + " seen",
                        LIMIT,
                        () -> api.as("operator")
                                .get("/operator/agents/" + agent.name())
                                .expect(200)
                                .json()
                                .path("lastSeen")
                                .asText(),
                        text -> !text.isEmpty());
                out.printf(
                        "  Agent %s measures from %s, was seen at %s, and has %d MB resident.%n",
                        agent.name(), sites.get(agent.name()), seen, agent.residentBytes() >> 20);
            }
        } finally {
            api.close();
        }
    }
}
