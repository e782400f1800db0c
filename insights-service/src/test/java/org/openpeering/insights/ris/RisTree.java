/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.insights.bgp.Origin;

/** What a message says, read the slow way: by a tree. */
record RisTree(@Nullable RisPeer peer, long micros, List<IpPrefix> withdrawn, List<Announced> announced) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final RisTree NOTHING = new RisTree(null, 0, List.of(), List.of());

    /** A route, with what the collector keeps of its attributes. */
    record Announced(IpPrefix prefix, IpAddress nextHop, AsPath path, Origin origin, List<Community> communities) {}

    /** Empty when it is not JSON. */
    static Optional<RisTree> read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (!root.isObject()) {
                return Optional.empty();
            }
            JsonNode data = root.path("data");
            boolean update = root.path("type").asText().equals("ris_message")
                    && root.path("type").isTextual()
                    && data.path("type").isTextual()
                    && data.path("type").asText().equals("UPDATE");
            return Optional.of(update ? update(data) : NOTHING);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static RisTree update(JsonNode data) {
        RisPeer peer = peer(data);
        Optional<AsPath> path = path(data.path("path"));
        List<Announced> announced = new ArrayList<>();
        for (JsonNode group : path.isPresent() ? elements(data.path("announcements")) : List.<JsonNode>of()) {
            Optional<IpAddress> hop = group.isObject() ? nextHop(group.path("next_hop")) : Optional.empty();
            for (IpPrefix prefix : group.isObject() ? prefixes(group.path("prefixes")) : List.<IpPrefix>of()) {
                announced.add(new Announced(
                        prefix,
                        hop.orElse(new IpAddress(prefix.family(), 0, 0)),
                        path.orElseThrow(),
                        origin(
                                data.path("origin").isTextual()
                                        ? data.path("origin").asText()
                                        : ""),
                        communities(data.path("community"))));
            }
        }
        List<IpPrefix> withdrawn = prefixes(data.path("withdrawals"));
        BigDecimal seconds =
                data.path("timestamp").isNumber() ? data.path("timestamp").decimalValue() : BigDecimal.ZERO;
        return peer == null
                ? NOTHING
                : new RisTree(peer, seconds.movePointRight(6).longValue(), withdrawn, announced);
    }

    private static List<JsonNode> elements(JsonNode array) {
        return array.isArray()
                ? StreamSupport.stream(array.spliterator(), false).toList()
                : List.of();
    }

    private static @Nullable RisPeer peer(JsonNode data) {
        String host = data.path("host").isTextual() ? data.path("host").asText() : "";
        long asn = number(data.path("peer_asn"), Asn.MAX);
        Optional<IpAddress> address =
                address(data.path("peer").isTextual() ? data.path("peer").asText() : "");
        return host.matches("[a-z0-9.-]{1,63}") && !host.equals(".ripe.net") && asn > 0 && address.isPresent()
                ? new RisPeer(host.replaceFirst("\\.ripe\\.net$", ""), address.get(), new Asn(asn))
                : null;
    }

    private static long number(JsonNode node, long most) {
        boolean digits = node.isTextual() && node.asText().matches("[0-9]{1,10}");
        boolean integral = node.isIntegralNumber() && node.canConvertToLong();
        long value = digits || integral ? node.asLong() : -1;
        return value < 0 || value > most ? -1 : value;
    }

    private static Optional<AsPath> path(JsonNode node) {
        if (!node.isArray()) {
            return Optional.empty();
        }
        List<List<Asn>> hops = new ArrayList<>();
        for (JsonNode hop : node) {
            List<Long> numbers = Stream.of(hop)
                    .flatMap(one -> one.isArray() ? elements(one).stream() : Stream.of(one))
                    .map(one -> number(one, Asn.MAX))
                    .toList();
            if (numbers.isEmpty() || numbers.contains(-1L)) {
                return Optional.empty();
            }
            List<Asn> asns = numbers.stream().map(Asn::new).toList();
            hops.add(hop.isArray() ? AsPath.set(asns) : asns);
        }
        return Optional.of(new AsPath(hops));
    }

    private static Optional<IpAddress> nextHop(JsonNode node) {
        if (!node.isTextual()) {
            return Optional.empty();
        }
        List<IpAddress> hops = Stream.of(node.asText().split(",", -1))
                .flatMap(text -> address(text).stream())
                .toList();
        return hops.stream()
                .filter(hop -> !(hop.family() == Family.IPV6 && hop.high() >>> 54 == 0x3FA))
                .findFirst()
                .or(() -> hops.stream().findFirst());
    }

    private static List<IpPrefix> prefixes(JsonNode node) {
        return elements(node).stream().flatMap(one -> prefix(one).stream()).toList();
    }

    private static Optional<IpPrefix> prefix(JsonNode node) {
        String[] parts = node.isTextual() ? node.asText().split("/", -1) : new String[0];
        Optional<IpAddress> address =
                parts.length == 2 && parts[1].matches("[0-9]{1,10}") ? address(parts[0]) : Optional.empty();
        return address.filter(
                        network -> Long.parseLong(parts[1]) <= network.family().bits())
                .map(network -> IpPrefix.around(network, Integer.parseInt(parts[1])))
                .filter(prefix -> prefix.length() >= (prefix.family() == Family.IPV4 ? 8 : 16));
    }

    /** The JDK takes groups of more than four digits, and octets with leading zeros; RFC 4291 section 2.2 does not. */
    private static Optional<IpAddress> address(String text) {
        boolean lenient = text.matches(".*[0-9a-fA-F]{5}.*") || text.matches(".*:.*[:.]0[0-9]+[.].*|.*:.*[.]0[0-9]+");
        return lenient ? Optional.empty() : parsed(text);
    }

    private static Optional<IpAddress> parsed(String text) {
        try {
            return Optional.of(IpAddress.parse(text));
        } catch (MalformedValueException e) {
            return Optional.empty();
        }
    }

    private static Origin origin(String text) {
        return switch (text) {
            case "IGP", "igp" -> Origin.IGP;
            case "EGP", "egp" -> Origin.EGP;
            default -> Origin.INCOMPLETE;
        };
    }

    private static List<Community> communities(JsonNode node) {
        return elements(node).stream()
                .map(RisTree::elements)
                .filter(parts ->
                        parts.size() == 2 && number(parts.get(0), 0xFFFF) >= 0 && number(parts.get(1), 0xFFFF) >= 0)
                .map(parts -> new Community((int) number(parts.get(0), 0xFFFF), (int) number(parts.get(1), 0xFFFF)))
                .toList();
    }
}
