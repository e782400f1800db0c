/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/** What messages are signed with: 256 random bits of the platform's secure generator, begun so that scanners of code know it. */
final class WebhookSecret {
    static final String BEGIN = "opwh_";

    private static final int BYTES = 32;

    private WebhookSecret() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        // No static field: a native executable would carry the generator's state from its build.
        new SecureRandom().nextBytes(bytes);
        return BEGIN + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
