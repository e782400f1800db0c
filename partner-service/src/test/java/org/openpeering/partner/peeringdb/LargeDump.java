/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A dump of any length that is made while it is read: more of everything than PeeringDB has, with long notes. */
final class LargeDump extends InputStream {
    private static final String NOTES = "All work and no play makes Jack a dull boy. ".repeat(65);

    private final Iterator<String> parts;
    private byte[] part = {};
    private int at;

    LargeDump(int megabytes) {
        int networks = megabytes * 300;
        parts = Stream.of(
                        Stream.of("{\"api\":{},\"fac\":{\"data\":["),
                        entries(megabytes * 50, LargeDump::facility),
                        Stream.of("]},\"ix\":{\"data\":["),
                        entries(megabytes * 10, LargeDump::exchange),
                        Stream.of("]},\"netixlan\":{\"data\":["),
                        entries(megabytes * 500, LargeDump::port),
                        Stream.of("]},\"net\":{\"data\":["),
                        entries(networks, LargeDump::network),
                        Stream.of("]}}"))
                // flatMap would hold each part as a whole.
                .reduce(Stream.empty(), Stream::concat)
                .iterator();
    }

    private static Stream<String> entries(int count, java.util.function.IntFunction<String> entry) {
        return IntStream.range(0, count).mapToObj(i -> (i == 0 ? "" : ",") + entry.apply(i));
    }

    private static String facility(int i) {
        return """
                {"id":%d,"status":"ok","name":"Data Centre %d","address1":"%d High Street","city":"City %d",
                "country":"DE","latitude":50.0,"longitude":8.0,"notes":"%s"}""".formatted(i + 1, i, i, i % 100, NOTES);
    }

    private static String exchange(int i) {
        return """
                {"id":%d,"name":"IX %d","city":"City %d","country":"DE"}""".formatted(i + 1, i, i % 100);
    }

    private static String port(int i) {
        return """
                {"ix_id":%d,"ixlan_id":%d,"asn":%d,"speed":10000,"ipaddr4":"10.%d.%d.%d","ipaddr6":null}""".formatted(
                        i % 1000 + 1, i % 1000 + 1, i % 100 == 0 ? 8075 : 64496, i >> 16 & 255, i >> 8 & 255, i & 255);
    }

    private static String network(int i) {
        return """
                {"asn":%d,"name":"Network %d","irr_as_set":"RIPE::AS-NET%d","info_prefixes4":%d,"info_type":"NSP",
                "policy_general":"Open","status":"ok","notes":"%s"}""".formatted(i + 1, i, i, i % 500, NOTES);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        while (at == part.length) {
            if (!parts.hasNext()) {
                return -1;
            }
            part = parts.next().getBytes(UTF_8);
            at = 0;
        }
        int count = Math.min(length, part.length - at);
        System.arraycopy(part, at, bytes, offset, count);
        at += count;
        return count;
    }
}
