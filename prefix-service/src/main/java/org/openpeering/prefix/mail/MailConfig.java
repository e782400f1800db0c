/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.mail;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** {@code openpeering.mail.*}; the SMTP server is {@code quarkus.mailer.*}. */
@ConfigMapping(prefix = "openpeering.mail")
public interface MailConfig {
    /** Who mail comes from, such as {@code alerts@peering.example.net}; without it there is no mail. */
    Optional<String> from();

    /** The domains that mail may go to, in lower case; without it any. */
    Optional<Set<String>> domains();
}
