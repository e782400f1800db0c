/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.IpAddress;

class ResolverTest {
    private static final String PUBLIC = "9.9.9.9";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "169.254.169.254",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "192.0.2.1",
                "2001:db8::1",
                "168.63.129.16",
                "2606:4700::5efe:a00:1",
                "2606:4700::200:5efe:a00:1"
            })
    void noAddressThatIsNotGlobalIsMeasured(String address) {
        assertThat(new Resolver(new AddressRules(false)).resolve(address).failure())
                .isEqualTo(Failure.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "169.254.169.254", "224.0.0.1", "fe80::1", "::ffff:127.0.0.1", "168.63.129.16"})
    void aLabMayLookAtLoopbackAndAtNothingElse(String address) {
        Resolver lab = new Resolver(new AddressRules(true));
        assertThat(lab.resolve("127.0.0.2").failure()).isNull();
        assertThat(lab.resolve("::1").failure()).isNull();
        assertThat(lab.resolve("192.0.2.1").failure()).isNull();
        assertThat(lab.resolve(address).failure()).isEqualTo(Failure.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "2130706433", "0x7f000001", "0177.0.0.1", "fe80::1%eth0", ""})
    void anAddressInDisguiseIsNoName(String text) {
        List<String> asked = new ArrayList<>();
        Resolver resolver = new Resolver(new AddressRules(false), name -> {
            asked.add(name);
            return List.of(InetAddress.getLoopbackAddress());
        });
        assertThat(resolver.resolve(text).address()).isNull();
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameThatLeadsToAForbiddenAddressTooIsNotMeasured() throws UnknownHostException {
        InetAddress good = InetAddress.getByName(PUBLIC);
        InetAddress bad = InetAddress.getByName("10.0.0.1");
        assertThat(resolver(good, bad).resolve("mixed.example").failure()).isEqualTo(Failure.FORBIDDEN);
        assertThat(resolver(good).resolve("good.example").address()).isEqualTo(IpAddress.parse(PUBLIC));
    }

    @Test
    void whatIsConnectedToIsWhatWasLookedAt() throws UnknownHostException {
        InetAddress good = InetAddress.getByName(PUBLIC);
        List<InetAddress> answers = new ArrayList<>(List.of(good, InetAddress.getLoopbackAddress()));
        // The name server says something else the second time.
        Resolver rebinding = new Resolver(new AddressRules(false), name -> List.of(answers.removeFirst()));
        assertThat(rebinding.resolve("rebind.example").address()).isEqualTo(IpAddress.parse(PUBLIC));
        assertThat(answers).hasSize(1);
    }

    @Test
    void aNameThatThereIsNot() {
        Resolver none = new Resolver(new AddressRules(false), name -> {
            throw new UnknownHostException(name);
        });
        assertThat(none.resolve("nowhere.example").failure()).isEqualTo(Failure.NAME_NOT_RESOLVED);
    }

    private static Resolver resolver(InetAddress... addresses) {
        return new Resolver(new AddressRules(false), name -> List.of(addresses));
    }
}
