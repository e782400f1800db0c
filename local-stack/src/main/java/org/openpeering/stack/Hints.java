/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.nio.file.Path;
import org.openpeering.stack.process.Repository;

/** What to try on a running stack, as lines for a shell that work as they are printed. */
final class Hints {
    private static final String API_VERSION = "api-version=2025-05-01";

    private Hints() {}

    static String text(LocalStack stack) {
        String curl = "curl --cacert " + shown(stack.caFile()) + " -H \"Authorization: Bearer $(" + token(stack)
                + " %s)\" \\\n" + "       '" + stack.gatewayUri() + "%s" + "'";
        return """

                Try in another terminal:

                  the providers that a customer can choose
                    %s
                  the customer's peering services
                    %s
                  the partner's peerings
                    %s

                Users (the password is the name): operator, partner, customer, reader, outsider, lab; also agent.
                Logs: %s   Stop: Ctrl-C
                """.formatted(
                        curl.formatted("customer", resources('2', "peeringServiceProviders")),
                        curl.formatted("customer", resources('2', "peeringServices")),
                        curl.formatted("partner", resources('1', "peerings")),
                        shown(stack.dataFolder().resolve("logs")));
    }

    private static String resources(char digit, String type) {
        String subscription = "dddddddd-dddd-4ddd-8ddd-dddddddddddd".replace('d', digit);
        return "/subscriptions/" + subscription + "/providers/Microsoft.Peering/" + type + "?" + API_VERSION;
    }

    private static String token(LocalStack stack) {
        int port = stack.port(Port.KEYCLOAK);
        String command = shown(Repository.root().resolve("local-stack/token"));
        return port == Port.KEYCLOAK.usual() ? command : Port.KEYCLOAK.variable() + "=" + port + " " + command;
    }

    /** Relative where that is shorter and right: to the folder in which the person is. */
    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }
}
