/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Http;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Workspace;

@Execution(ExecutionMode.CONCURRENT)
class KeycloakTest {
    @TempDir
    Path folder;

    @Test
    void tokensCarryIssuerAudienceAndTheFullPathsOfTheGroups() {
        Keycloak keycloak = new Keycloak(Workspace.at(folder));
        keycloak.start();
        try {
            assertThat(claims(keycloak.token("customer")))
                    .contains("\"iss\":\"" + keycloak.issuer() + "\"")
                    .contains("\"aud\":\"openpeering\"")
                    .contains("\"groups\":[\"/subscriptions/22222222-2222-4222-8222-222222222222/Owner\"]");
            assertThat(claims(keycloak.token("reader")))
                    .contains("\"groups\":[\"/subscriptions/22222222-2222-4222-8222-222222222222/Reader\"]");
            assertThat(claims(keycloak.token("operator"))).contains("\"groups\":[\"/operators\"]");
            assertThat(claims(keycloak.token("agent")))
                    .contains("\"aud\":\"openpeering\"")
                    .contains("\"groups\":[\"/agents\"]");
            assertThatThrownBy(() -> keycloak.token("nobody"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("nobody")
                    .hasMessageContaining("invalid_grant");
            assertThat(claims(printedBy("local-stack/token", "partner", keycloak)))
                    .contains("\"groups\":[\"/subscriptions/11111111-1111-4111-8111-111111111111/Owner\"]");
            assertThat(claims(printedBy("local-stack/token", "agent", keycloak)))
                    .contains("\"/agents\"");
            assertThatThrownBy(() -> printedBy("local-stack/token", "nobody", keycloak))
                    .hasMessageContaining("code 1")
                    .hasMessageContaining("Keycloak gives no token for nobody: Invalid user credentials");
            assertThat(passwordGrant(keycloak, "admin-cli", "customer", "customer"))
                    .doesNotContain("access_token");
            assertThat(passwordGrant(keycloak, "openpeering-portal&client_secret=portal", "customer", "customer"))
                    .contains("unauthorized_client");
            for (int i = 0; i < 12; i++) {
                assertThat(passwordGrant(keycloak, "openpeering-cli", "outsider", "guess" + i))
                        .contains("invalid_grant");
            }
            assertThat(passwordGrant(keycloak, "openpeering-cli", "outsider", "outsider"))
                    .contains("invalid_grant");
            assertThat(passwordGrant(keycloak, "openpeering-cli", "customer", "customer"))
                    .contains("access_token");
            assertThat(keycloak.lastLines(100)).doesNotContain("JGroups");
        } finally {
            keycloak.stop();
        }
    }

    private static String passwordGrant(Keycloak keycloak, String client, String user, String password) {
        return Http.postForm(
                URI.create(keycloak.issuer() + "/protocol/openid-connect/token"),
                "grant_type=password&client_id=" + client + "&username=" + user + "&password=" + password);
    }

    private static String printedBy(String script, String user, Keycloak keycloak) {
        String port = Integer.toString(keycloak.issuer().getPort());
        String path = Repository.root().resolve(script).toString();
        return Commands.run(List.of(path, user), Map.of("OPENPEERING_KEYCLOAK_PORT", port));
    }

    private static String claims(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return new String(claims, StandardCharsets.UTF_8);
    }
}
