/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ContactRole;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.Violations;
import org.openpeering.partner.peerasn.PeerAsnSpec.ContactSpec;
import org.openpeering.partner.peerasn.PeerAsnSpec.PropertiesSpec;

/** What a PeerAsn must be (contract section C.3). */
final class PeerAsnRules {
    private static final int LONGEST_NAME = 255;
    private static final int MOST_CONTACTS = 100;
    private static final String CONTACTS = "properties.peerContactDetail";
    private static final Pattern EMAIL =
            Pattern.compile("[\\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?=.{1,255}$)([A-Za-z0-9-]{1,63}\\.)+[A-Za-z]{2,63}");
    /** Mail for everybody: whoever has such an address need not belong to the network. */
    private static final Set<String> FREE_MAIL = Set.of(
            "aol.com",
            "fastmail.com",
            "gmail.com",
            "gmx.com",
            "gmx.de",
            "gmx.net",
            "googlemail.com",
            "hotmail.com",
            "icloud.com",
            "live.com",
            "mail.com",
            "mail.ru",
            "msn.com",
            "outlook.com",
            "pm.me",
            "proton.me",
            "protonmail.com",
            "qq.com",
            "rocketmail.com",
            "web.de",
            "yahoo.com",
            "yandex.com",
            "yandex.ru",
            "163.com");

    private static final Pattern PHONE = Pattern.compile("(?=.*[0-9])[0-9A-Za-z+()#*./ -]{1,64}");
    private static final PropertiesSpec NOTHING = new PropertiesSpec(null, null, null);

    private PeerAsnRules() {}

    static Checked<PeerAsnRequest> check(PeerAsnSpec spec, PartnerConfig config) {
        PropertiesSpec properties = Objects.requireNonNullElse(spec.properties(), NOTHING);
        Violations violations = new Violations();
        Asn asn = asn(properties.peerAsn(), config, violations);
        String name = name(properties.peerName(), violations);
        List<Contact> contacts = contacts(properties.peerContactDetail(), violations);
        return violations.checked(() -> new PeerAsnRequest(Objects.requireNonNull(asn), name, contacts));
    }

    private static @Nullable Asn asn(@Nullable Asn asn, PartnerConfig config, Violations violations) {
        String target = "properties.peerAsn";
        if (asn == null) {
            violations.add(ErrorCode.INVALID_ASN, target, "peerAsn is required.");
        } else if (asn.equals(config.network())) {
            violations.add(ErrorCode.INVALID_ASN, target, "AS" + asn + " is this network's own number.");
        } else if (!acceptable(asn.use(), config)) {
            violations.add(
                    ErrorCode.INVALID_ASN,
                    target,
                    "AS" + asn + " is not a public AS number: it is set aside by IANA ("
                            + asn.use().name().toLowerCase(Locale.ROOT) + ").");
        }
        return asn;
    }

    private static String name(@Nullable String given, Violations violations) {
        String name = given == null ? "" : given.strip();
        if (name.isEmpty()) {
            violations.add("properties.peerName", "peerName is required.");
        } else if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            violations.add(
                    "properties.peerName",
                    "peerName must have at most " + LONGEST_NAME + " characters and no control characters.");
        }
        return name;
    }

    private static List<Contact> contacts(@Nullable List<@Nullable ContactSpec> given, Violations violations) {
        List<@Nullable ContactSpec> specs = given == null ? List.of() : given;
        if (specs.size() > MOST_CONTACTS) {
            violations.add(CONTACTS, "peerContactDetail must have at most " + MOST_CONTACTS + " contacts.");
            return List.of();
        }
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            contact(CONTACTS + "[" + i + "]", specs.get(i), violations, contacts);
        }
        boolean reachable = specs.stream()
                .anyMatch(contact -> contact != null
                        && contact.role() == ContactRole.NOC
                        && text(contact.email()) != null
                        && text(contact.phone()) != null);
        if (!reachable) {
            violations.add(CONTACTS, "At least one contact with role Noc, an e-mail address and a phone is required.");
        }
        return contacts;
    }

    private static void contact(
            String target, @Nullable ContactSpec spec, Violations violations, List<Contact> contacts) {
        if (spec == null || spec.role() == null) {
            violations.add(target + ".role", "role is required.");
            return;
        }
        String email = text(spec.email());
        String phone = text(spec.phone());
        if (email != null && (email.length() > 254 || !EMAIL.matcher(email).matches())) {
            violations.add(target + ".email", "'" + Violations.shown(email) + "' is not an e-mail address.");
        }
        if (spec.role() == ContactRole.NOC && email != null && FREE_MAIL.contains(domain(email))) {
            violations.add(
                    target + ".email",
                    "'" + Violations.shown(email)
                            + "' is with a free mail provider; a Noc needs an address of its own.");
        }
        if (phone != null && !PHONE.matcher(phone).matches()) {
            violations.add(target + ".phone", "'" + Violations.shown(phone) + "' is not a phone number.");
        }
        contacts.add(new Contact(spec.role(), email, phone));
    }

    private static String domain(String email) {
        return email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    /** A lab has documentation and private numbers; 0, AS_TRANS and the like mean something else everywhere. */
    private static boolean acceptable(Asn.Use use, PartnerConfig config) {
        return switch (use) {
            case PUBLIC -> true;
            case DOCUMENTATION, PRIVATE -> config.reservedNumbers();
            case RESERVED -> false;
        };
    }
}
