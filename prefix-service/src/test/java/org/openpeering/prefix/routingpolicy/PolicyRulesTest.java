/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;
import org.openpeering.kit.json.Json;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.routingpolicy.RoutingPolicySpec.Window;

/** What can be said of the routing of a prefix, and how what can not is refused. */
class PolicyRulesTest {
    private static final ObjectMapper JSON = Json.mapper();
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final NetworkRules PUBLIC = new NetworkRules(new Asn(8075), new Community(8075, 8007), false);

    private static Checked check(String properties) {
        return check(properties, PREFIX);
    }

    private static Checked check(String properties, IpPrefix prefix) {
        try {
            String body = "{\"properties\":{" + properties.replace('\'', '"') + "}}";
            return PolicyRules.check(JSON.readValue(body, RoutingPolicySpec.class), prefix, PUBLIC, NOW);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(properties, e);
        }
    }

    private static List<ApiError> violations(Checked checked) {
        return switch (checked) {
            case Checked.Valid _ -> List.of();
            case Checked.Invalid(ApiError error) -> error.details().isEmpty() ? List.of(error) : error.details();
        };
    }

    private static RoutingPolicy valid(String properties) {
        Checked checked = check(properties);
        assertThat(violations(checked)).isEmpty();
        return checked.orRefuse();
    }

    @Test
    void whatIsNotSaidIsAsWithoutAPolicy() {
        assertThat(valid("")).isEqualTo(RoutingPolicy.NONE);
        assertThat(valid("'upstreams':[],'siblings':[],'moreSpecifics':{'expected':false},'announced':true,"
                        + "'maintenanceWindows':[],'exceptions':[]"))
                .isEqualTo(RoutingPolicy.NONE);
    }

    @Test
    void everythingThatCanBeSaidIsRead() {
        assertThat(valid("'upstreams':[3320,1299],'siblings':[2914],'moreSpecifics':{'expected':true,'maxLength':26},"
                        + "'maintenanceWindows':[{'from':'2026-06-03T00:00:00Z','until':'2026-06-03T02:00:00+01:00',"
                        + "'reason':' a new router '},{'from':'2026-05-31T00:00:00Z','until':'2026-06-02T00:00:00Z'}],"
                        + "'exceptions':[{'eventType':'prefixoriginaschangeevent','asn':174,'prefix':'203.0.112.0/23',"
                        + "'expires':'2026-07-01T00:00:00Z','reason':'moves'}]"))
                .isEqualTo(new RoutingPolicy(
                        List.of(new Asn(3320), new Asn(1299)),
                        List.of(new Asn(2914)),
                        26,
                        true,
                        List.of(
                                new MaintenanceWindow(
                                        Instant.parse("2026-05-31T00:00:00Z"),
                                        Instant.parse("2026-06-02T00:00:00Z"),
                                        ""),
                                new MaintenanceWindow(
                                        Instant.parse("2026-06-03T00:00:00Z"),
                                        Instant.parse("2026-06-03T01:00:00Z"),
                                        "a new router")),
                        List.of(new AcceptedException(
                                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT,
                                new Asn(174),
                                IpPrefix.parse("203.0.112.0/23"),
                                Instant.parse("2026-07-01T00:00:00Z"),
                                "moves"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        'announced':false,'upstreams':[3320] | InvalidParameter | properties.upstreams | leave one of them out
        'announced':false,'moreSpecifics':{'expected':true,'maxLength':25} | InvalidParameter | properties.moreSpecifics.expected | leave one of them out
        'moreSpecifics':{'expected':true} | InvalidParameter | properties.moreSpecifics.maxLength | 25 to 32
        'moreSpecifics':{'expected':true,'maxLength':24} | InvalidParameter | properties.moreSpecifics.maxLength | 25 to 32
        'moreSpecifics':{'expected':true,'maxLength':8} | InvalidParameter | properties.moreSpecifics.maxLength | 25 to 32
        'moreSpecifics':{'expected':true,'maxLength':33} | InvalidParameter | properties.moreSpecifics.maxLength | 25 to 32
        'moreSpecifics':{'expected':false,'maxLength':25} | InvalidParameter | properties.moreSpecifics.maxLength | leave it out
        'moreSpecifics':{'maxLength':25} | InvalidParameter | properties.moreSpecifics.maxLength | leave it out
        'upstreams':[3320,1299,3320] | InvalidParameter | properties.upstreams[2] | like 'properties.upstreams[0]'
        'siblings':[2914,2914] | InvalidParameter | properties.siblings[1] | leave one of them out
        'siblings':[null] | InvalidParameter | properties.siblings[0] | leave it out
        'siblings':[0] | InvalidAsn | properties.siblings[0] | not in 1-4294967295
        'siblings':[4294967296] | InvalidAsn | properties.siblings[0] | not in 1-4294967295
        'siblings':[-1] | InvalidAsn | properties.siblings[0] | not in 1-4294967295
        'upstreams':[23456] | InvalidAsn | properties.upstreams[0] | not a public AS number
        'upstreams':[64512] | InvalidAsn | properties.upstreams[0] | not a public AS number
        'maintenanceWindows':[{'from':'2026-06-02T00:00:00Z','until':'2026-06-01T12:00:00Z'}] | InvalidParameter | properties.maintenanceWindows[0].until | ends before it begins
        'maintenanceWindows':[{'from':'2026-06-02T00:00:00Z','until':'2026-06-02T00:00:00Z'}] | InvalidParameter | properties.maintenanceWindows[0].until | ends before it begins
        'maintenanceWindows':[{'from':'2026-05-02T00:00:00Z','until':'2026-06-01T00:00:00Z'}] | InvalidParameter | properties.maintenanceWindows[0].until | in the past
        'maintenanceWindows':[{'from':'2026-06-02T00:00:00Z','until':'2026-07-04T00:00:00Z'}] | InvalidParameter | properties.maintenanceWindows[0].until | more than 31 days
        'maintenanceWindows':[{'from':'2027-12-02T00:00:00Z','until':'2027-12-03T00:00:00Z'}] | InvalidParameter | properties.maintenanceWindows[0].from | more than 400 days ahead
        'maintenanceWindows':[{'from':'2026-06-02T00:00:00Z','until':'2026-06-04T00:00:00Z'},{'from':'2026-06-01T00:00:00Z','until':'2026-06-02T00:00:01Z'}] | InvalidParameter | properties.maintenanceWindows[0].from | make one of them
        'maintenanceWindows':[{'from':'soon','until':'2026-06-04T00:00:00Z'}] | InvalidParameter | properties.maintenanceWindows[0].from | RFC 3339
        'maintenanceWindows':[{'from':'2026-06-02T00:00:00Z'}] | InvalidParameter | properties.maintenanceWindows[0].until | is required
        'maintenanceWindows':[null] | InvalidParameter | properties.maintenanceWindows[0] | leave it out
        'exceptions':[{'asn':174}] | InvalidParameter | properties.exceptions[0].expires | is required
        'exceptions':[{'asn':174,'expires':'2026-06-01T00:00:00Z'}] | InvalidParameter | properties.exceptions[0].expires | in the past
        'exceptions':[{'asn':174,'expires':'2028-06-01T00:00:00Z'}] | InvalidParameter | properties.exceptions[0].expires | more than 400 days ahead
        'exceptions':[{'expires':'2026-07-01T00:00:00Z'}] | InvalidParameter | properties.exceptions[0] | accepts everything
        'exceptions':[{'asn':65535,'expires':'2026-07-01T00:00:00Z'}] | InvalidAsn | properties.exceptions[0].asn | not a public AS number
        'exceptions':[{'prefix':'203.0.114.0/24','expires':'2026-07-01T00:00:00Z'}] | InvalidPrefix | properties.exceptions[0].prefix | neither lies in 203.0.113.0/24 nor holds it
        'exceptions':[{'prefix':'2001:db8::/32','expires':'2026-07-01T00:00:00Z'}] | InvalidPrefix | properties.exceptions[0].prefix | neither lies in
        'exceptions':[{'prefix':'203.0.113.1/24','expires':'2026-07-01T00:00:00Z'}] | InvalidPrefix | properties.exceptions[0].prefix | no IP prefix
        'exceptions':[{'eventType':'Storm','expires':'2026-07-01T00:00:00Z'}] | InvalidParameter | properties.exceptions[0].eventType | no type of event
        'exceptions':[{'eventType':'CollectorGapEvent','expires':'2026-07-01T00:00:00Z'}] | InvalidParameter | properties.exceptions[0].eventType | nobody can accept
        'exceptions':[{'asn':174,'expires':'2026-07-01T00:00:00Z'},{'asn':174,'expires':'2026-08-01T00:00:00Z'}] | InvalidParameter | properties.exceptions[1] | the same as 'properties.exceptions[0]'
        'exceptions':[{'asn':174,'expires':'2026-07-01T00:00:00Z','reason':'\\u0007'}] | InvalidParameter | properties.exceptions[0].reason | can't be shown
        """, quoteCharacter = '~')
    void whatCanNotBeIsRefusedWithItsMemberAndTheMend(String properties, String code, String target, String mend) {
        assertThat(violations(check(properties))).singleElement().satisfies(violation -> {
            assertThat(violation.code().wire()).isEqualTo(code);
            assertThat(violation.target()).isEqualTo(target);
            assertThat(violation.message()).contains("'" + target + "'", mend);
        });
    }

    @Test
    void aHostRouteHasNoPartsAndAnIpv6PrefixHasLongerOnes() {
        String parts = "'moreSpecifics':{'expected':true,'maxLength':%d}";
        assertThat(violations(check(parts.formatted(32), IpPrefix.parse("203.0.113.7/32"))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("has no parts"));
        assertThat(violations(check(parts.formatted(48), IpPrefix.parse("2a00::/32"))))
                .isEmpty();
        assertThat(violations(check(parts.formatted(129), IpPrefix.parse("2a00::/32"))))
                .hasSize(1);
    }

    @Test
    void allViolationsComeAtOnce() {
        assertThat(violations(check("'announced':false,'upstreams':[3320,0],'siblings':[23456],"
                        + "'moreSpecifics':{'expected':true,'maxLength':33},"
                        + "'maintenanceWindows':[{'from':'now','until':'then'}],'exceptions':[{}]")))
                .extracting(ApiError::target)
                .containsExactlyInAnyOrder(
                        "properties.upstreams",
                        "properties.upstreams[1]",
                        "properties.siblings[0]",
                        "properties.moreSpecifics.expected",
                        "properties.moreSpecifics.maxLength",
                        "properties.maintenanceWindows[0].from",
                        "properties.maintenanceWindows[0].until",
                        "properties.exceptions[0]",
                        "properties.exceptions[0].expires");
    }

    @Test
    void aBodyWithoutPropertiesSaysWhatItLacks() {
        assertThat(violations(PolicyRules.check(null, PREFIX, PUBLIC, NOW)))
                .extracting(ApiError::target)
                .containsExactly("properties");
    }

    @Test
    void listsAndTextsAreBounded() {
        String asns =
                LongStream.rangeClosed(1, 101).mapToObj(Long::toString).toList().toString();
        String windows = IntStream.range(0, 51)
                .mapToObj(i -> "{'from':'%s','until':'%s'}"
                        .formatted(NOW.plus(Duration.ofHours(2L * i)), NOW.plus(Duration.ofHours(2L * i + 1))))
                .toList()
                .toString();
        String exceptions = IntStream.rangeClosed(1, 101)
                .mapToObj(i -> "{'asn':" + i + ",'expires':'2026-07-01T00:00:00Z'}")
                .toList()
                .toString();
        assertThat(violations(check("'upstreams':" + asns + ",'siblings':" + asns + ",'maintenanceWindows':" + windows
                        + ",'exceptions':" + exceptions)))
                .extracting(ApiError::target)
                .containsExactly(
                        "properties.upstreams",
                        "properties.siblings",
                        "properties.maintenanceWindows",
                        "properties.exceptions");
        assertThat(violations(check("'exceptions':[{'asn':1,'expires':'2026-07-01T00:00:00Z','reason':'"
                        + "x".repeat(257) + "'}]")))
                .extracting(ApiError::target)
                .containsExactly("properties.exceptions[0].reason");
    }

    /** Windows are taken exactly when no moment is in two of them, and come in order. */
    @Property
    void windowsAreTakenWhenNoMomentIsInTwoOfThem(@ForAll("windows") List<long[]> hours) {
        List<Window> windows = new ArrayList<>();
        hours.forEach(span -> windows.add(new Window(
                NOW.plus(Duration.ofHours(span[0])).toString(),
                NOW.plus(Duration.ofHours(span[1])).toString(),
                null)));
        boolean apart = LongStream.range(0, 48)
                .allMatch(hour -> hours.stream()
                                .filter(span -> span[0] <= hour && hour < span[1])
                                .count()
                        <= 1);

        Checked checked = PolicyRules.check(
                new RoutingPolicySpec(new RoutingPolicySpec.Properties(null, null, null, null, windows, null, null)),
                PREFIX,
                PUBLIC,
                NOW);

        assertThat(checked instanceof Checked.Valid).isEqualTo(apart);
        if (checked instanceof Checked.Valid(RoutingPolicy policy)) {
            assertThat(policy.maintenance())
                    .hasSize(hours.size())
                    .extracting(MaintenanceWindow::from)
                    .isSorted();
        }
    }

    @Provide
    Arbitrary<List<long[]>> windows() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 40), Arbitraries.longs().between(1, 8))
                .as((from, length) -> new long[] {from, from + length})
                .list()
                .ofMaxSize(5);
    }
}
