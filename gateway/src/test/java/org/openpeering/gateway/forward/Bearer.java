/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/** Tokens of the test's identity provider. */
final class Bearer {
    static final String SUBSCRIPTION = "00000000-0000-0000-0000-00000000000a";
    static final String FOREIGN = "00000000-0000-0000-0000-00000000000b";

    private Bearer() {}

    static String reader() {
        return of("reader", "/subscriptions/" + SUBSCRIPTION + "/Reader");
    }

    static String owner() {
        return of("owner", "/subscriptions/" + SUBSCRIPTION + "/Owner");
    }

    static String operator() {
        return of("operator", "/operators");
    }

    static String of(String subject, String group) {
        return issue(Surroundings.ISSUER, "openpeering", subject, group, 3600);
    }

    static String issue(String issuer, String audience, String subject, String group, long seconds) {
        return Surroundings.PROVIDER
                .issueToken(
                        issuer,
                        "test",
                        new DefaultOAuth2TokenCallback(
                                issuer, subject, "JWT", List.of(audience), Map.of("groups", List.of(group)), seconds))
                .serialize();
    }
}
