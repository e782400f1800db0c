/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.error.ApiError;
import org.openpeering.insights.connectionmonitor.MonitorTestSpec.Properties;
import org.openpeering.insights.connectionmonitor.MonitorTestSpec.ThresholdSpec;
import org.openpeering.kit.error.ArmException;

class MonitorTestSpecTest {
    private static MonitorTestSetup checked(
            @Nullable String agent, @Nullable String destination, @Nullable Integer port, @Nullable Integer seconds) {
        return MonitorTestSpec.checked(new MonitorTestSpec(new Properties(agent, destination, port, seconds, null)));
    }

    @ParameterizedTest
    @CsvSource({
        "www.Example.NET, www.example.net",
        "203.0.113.9, 203.0.113.9",
        "2001:DB8:0::1, 2001:db8::1",
        "a.b-c.example, a.b-c.example",
    })
    void takesNamesAndAddresses(String destination, String host) {
        MonitorTestSetup setup = checked("edge-fra", destination, 8443, 60);

        assertThat(setup).isEqualTo(new MonitorTestSetup("edge-fra", host, 8443, Duration.ofMinutes(1), null, null));
    }

    @Test
    void portAndFrequencyMayBeLeftOut() {
        MonitorTestSetup setup = checked("edge-fra", "www.example.net", null, null);

        assertThat(setup.port()).isEqualTo(443);
        assertThat(setup.frequency()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "'', www.example.net, 443, 30, properties.sourceAgent",
        "edge, 'Example Destination', 443, 30, properties.destination",
        "edge, https://www.example.net, 443, 30, properties.destination",
        "edge, localhost, 443, 30, properties.destination",
        "edge, 0x7f.1, 443, 30, properties.destination",
        "edge, 2130706433, 443, 30, properties.destination",
        "edge, '', 443, 30, properties.destination",
        "edge, www.example.net, 0, 30, properties.destinationPort",
        "edge, www.example.net, 65536, 30, properties.destinationPort",
        "edge, www.example.net, 443, 1, properties.testFrequencyInSec",
        "edge, www.example.net, 443, 1801, properties.testFrequencyInSec",
    })
    void saysWhichMemberIsWrongAndHowToMendIt(String agent, String destination, int port, int seconds, String target) {
        assertThatThrownBy(() -> checked(agent, destination, port, seconds))
                .isInstanceOfSatisfying(ArmException.class, refused -> {
                    assertThat(refused.error().target()).isEqualTo(target);
                    assertThat(refused.error().message()).contains("has to be");
                });
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        ThresholdSpec thresholds = new ThresholdSpec(101.0, Double.NaN);
        MonitorTestSpec spec = new MonitorTestSpec(new Properties(null, null, 0, 1, thresholds));

        assertThatThrownBy(() -> MonitorTestSpec.checked(spec))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        refused -> assertThat(refused.error().details())
                                .extracting(ApiError::target)
                                .containsExactly(
                                        "properties.sourceAgent",
                                        "properties.destination",
                                        "properties.destinationPort",
                                        "properties.testFrequencyInSec",
                                        "properties.alertThresholds.lossInPercent",
                                        "properties.alertThresholds.roundTripTimeInMs"));
        assertThatThrownBy(() -> MonitorTestSpec.checked(null)).isInstanceOf(ArmException.class);
    }
}
