/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String QUAD = "(?:" + OCTET + "\\.){3}" + OCTET;
    private static final String GROUP = "[0-9A-Fa-f]{1,4}";
    /** {@code IPv4address} and {@code IPv6address} of RFC 3986, appendix A. */
    private static final Pattern LITERAL = literal();

    private static Pattern literal() {
        String end = "(?:" + GROUP + ":" + GROUP + "|" + QUAD + ")";
        List<String> forms = new ArrayList<>(List.of(QUAD, "(?:" + GROUP + ":){6}" + end));
        forms.add("::(?:" + GROUP + ":){5}" + end);
        for (int after = 4; after >= 0; after--) {
            forms.add(before(4 - after) + "::(?:" + GROUP + ":){" + after + "}" + end);
        }
        forms.add(before(5) + "::" + GROUP);
        forms.add(before(6) + "::");
        return Pattern.compile(String.join("|", forms));
    }

    private static String before(int most) {
        return "(?:(?:" + GROUP + ":){0," + most + "}" + GROUP + ")?";
    }

    private static final String OTHERS = "0123456789abcdefABCDEF:::...g%[/ \0\u0661\uFF11";

    private static byte[] reference(String text) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(text).getAddress();
        if (bytes.length == 16 || text.indexOf(':') < 0) {
            return bytes;
        }
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xFF;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }

    /** A spelling of an address: zeros in front, either case, "::" for any run of zeros, a dotted quad at the end. */
    private static String spelled(Random random) {
        if (random.nextInt(4) == 0) {
            return quad(random.nextInt());
        }
        List<String> groups = new ArrayList<>();
        boolean quad = random.nextBoolean();
        for (int i = 0; i < (quad ? 6 : 8); i++) {
            int value = random.nextInt(3) == 0 ? random.nextInt(0x10000) : random.nextInt(2);
            String digits = String.format("%0" + (1 + random.nextInt(4)) + "x", value);
            groups.add(random.nextBoolean() ? digits : digits.toUpperCase(Locale.ROOT));
        }
        if (quad) {
            groups.add(quad(random.nextInt()));
        }
        if (random.nextInt(3) > 0) {
            int from = random.nextInt(quad ? 6 : 8);
            int to = from + 1 + random.nextInt((quad ? 6 : 8) - from);
            return String.join(":", groups.subList(0, from)) + "::"
                    + String.join(":", groups.subList(to, groups.size()));
        }
        return String.join(":", groups);
    }

    private static String quad(int value) {
        return (value >>> 24) + "." + (value >>> 16 & 255) + "." + (value >>> 8 & 255) + "." + (value & 255);
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            char other = OTHERS.charAt(random.nextInt(OTHERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> damaged.insert(at, other);
                case 1 -> damaged.setCharAt(at, other);
                default -> damaged.deleteCharAt(at);
            }
        }
        return damaged.toString();
    }

    @Property(tries = 2_000)
    void everySpellingIsRead(@ForAll Random random) throws UnknownHostException {
        String text = spelled(random);

        assertThat(text).matches(LITERAL);
        assertThat(IpAddress.parse(text).toBytes()).isEqualTo(reference(text));
        assertThat(IpAddress.parse(IpAddress.parse(text).toString())).isEqualTo(IpAddress.parse(text));
    }

    @Property(tries = 5_000)
    void whatTheGrammarRefusesIsRefusedAndNothingElse(@ForAll Random random) throws UnknownHostException {
        String text = damaged(spelled(random), random);

        if (LITERAL.matcher(text).matches()) {
            assertThat(IpAddress.parse(text).toBytes()).isEqualTo(reference(text));
        } else {
            assertThatExceptionOfType(MalformedValueException.class).as(text).isThrownBy(() -> IpAddress.parse(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001:00db8::1",
                "2001:db8::00001",
                "::00000",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "1::2::3",
                ":::",
                ":",
                ":1::",
                "1::2:",
                "::1.2.3",
                "::1.2.3.04",
                "::1.2.3.256",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "fe80::1%1",
                "fe80::1%eth0",
                "[::1]",
                "::g",
                "\u0661::",
                "::\uFF11",
                "",
                "1.2.3",
                "0x7f.0.0.1",
                "01.2.3.4",
                "2130706433"
            })
    void whatIsNoLiteralIsRefusedAndNamed(String text) {
        assertThatExceptionOfType(MalformedValueException.class)
                .isThrownBy(() -> IpAddress.parse(text))
                .withMessage("'" + text + "' is not an IP address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"::", "::1", "1::", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:192.0.2.1", "2001:DB8::A"})
    void whatIsShortIsReadInFull(String text) throws UnknownHostException {
        assertThat(IpAddress.parse(text).toBytes()).isEqualTo(reference(text));
    }
}
