/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpPrefix;

class SubscriptionsTest {
    private static Set<String> of(int most, String... prefixes) {
        return Subscriptions.of(Stream.of(prefixes).map(IpPrefix::parse).toList(), most);
    }

    @Test
    void aPrefixInsideAnotherNeedsNoneOfItsOwn() {
        Set<String> wanted =
                of(9, "198.51.100.0/24", "198.51.0.0/16", "2001:db8::/32", "2001:db8:1::/48", "198.52.0.0/16");

        assertThat(wanted).hasSize(4);
        assertThat(wanted.stream().filter(data -> data.contains("\"prefix\"")))
                .allMatch(data -> data.contains("\"moreSpecific\":true,\"lessSpecific\":true"))
                .map(data -> data.replaceAll(".*\"prefix\":\"([^\"]*)\".*", "$1"))
                .containsExactly("198.51.0.0/16", "198.52.0.0/16", "2001:db8::/32");
    }

    @Test
    void whereThereWouldBeTooManyEverythingIsAskedFor() {
        assertThat(of(1, "198.51.100.0/24", "203.0.113.0/24"))
                .hasSize(2)
                .allMatch(data -> !data.contains("prefix"))
                .anyMatch(data -> data.startsWith("{\"type\":\"UPDATE\","));
    }
}
