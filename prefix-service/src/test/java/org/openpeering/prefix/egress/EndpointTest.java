/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.prefix.egress.Endpoint.Rules;

class EndpointTest {
    private static final Rules PUBLIC = new Rules(false, Set.of(443, 8443));
    private static final Rules LAB = new Rules(true, Set.of(443));

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.net,                https://hooks.example.net/",
        "HTTPS://Hooks.Example.NET/A?b=c%20d,      https://hooks.example.net/A?b=c%20d",
        "https://hooks.example.net:8443/x,         https://hooks.example.net:8443/x",
        "https://8.8.8.8/x,                        https://8.8.8.8/x",
        "https://[2606:4700:0:0::1111]/,           https://[2606:4700::1111]/",
        "https://xn--mnchen-3ya.example/,          https://xn--mnchen-3ya.example/"
    })
    void isTakenApartOnce(String text, String expected) {
        assertThat(Endpoint.parse(text, PUBLIC).reveal()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.net",
                "mailto:a@example.net",
                "http://hooks.example.net/",
                "ftp://hooks.example.net/",
                "https:///path",
                "https://user@hooks.example.net/",
                "https://user:word@hooks.example.net/",
                "https://hooks.example.net/#part",
                "https://hooks.example.net:22/",
                "https://hooks.example.net:0/",
                "https://hooks.example.net:99999/",
                "https://hooks.example.net./",
                "https://localhost/",
                "https://internal/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://127.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.1.0x1/",
                "https://[fe80::1%25eth0]/",
                "https://0/",
                "https://[::ffff:0x7f.0.0.1]/",
                "https://hooks.example.net%00.evil.example/",
                "https://hooks.example.net/\r\nX-Evil: 1",
                "https://hooks.example.net/\tx",
                "https://hooks.exa mple.net/",
                "https://hooks.example.net\\@10.0.0.1/",
                "https://münchen.example/",
                "https://hooks.example.net/ü"
            })
    void isRefusedWhenItIsNotPlain(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text, PUBLIC)).isInstanceOf(MalformedValueException.class);
    }

    @Test
    void mayBeThisMachineWhereThatIsAllowed() {
        assertThat(Endpoint.parse("http://127.0.0.1:9099/x", LAB).tls()).isFalse();
        assertThat(Endpoint.parse("https://localhost:9099/x", LAB).port()).isEqualTo(9099);
        for (String other : List.of(
                "http://127.evil.example/", "http://127.0.0.1.evil.example/", "http://0.0.0.0/", "http://[::]/")) {
            assertThatThrownBy(() -> Endpoint.parse(other, LAB)).as(other).isInstanceOf(MalformedValueException.class);
        }
        assertThatThrownBy(() -> Endpoint.parse("http://10.0.0.1/", LAB)).isInstanceOf(MalformedValueException.class);
        assertThatThrownBy(() -> Endpoint.parse("https://10.0.0.1:9099/", LAB))
                .isInstanceOf(MalformedValueException.class);
    }

    @Test
    void showsNothingThatMayBeSecret() {
        Endpoint endpoint = Endpoint.parse("https://hooks.slack.com/services/T0/B0/secret?x=y", PUBLIC);
        assertThat(endpoint).hasToString("https://hooks.slack.com");
        assertThat(Endpoint.masked(endpoint.reveal())).isEqualTo("https://hooks.slack.com/…");
        assertThat(endpoint.below("/api/v2/alerts").reveal())
                .isEqualTo("https://hooks.slack.com/services/T0/B0/secret/api/v2/alerts?x=y");
    }
}
