/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mutation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.Open;
import org.openpeering.insights.bgp.Reading;

/** OPEN messages. */
final class OpenTrial implements Trial {
    static final Kind KIND =
            new Kind("open", OpenTrial::corpus, input -> Trial.bgpLength(input, 0), OpenTrial::new, 64 << 10, 16);
    /** RFC 9072: type 255 and a length of two bytes. */
    private static final String LONG_PARAMETERS =
            "0441f8005ac0a80001ffff001302000a0104000100014104000111700200030405060708";

    private final Optional<Open> modern = decode(BgpBytes.modernOpen(65001, 3));

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> opens = new ArrayList<>();
        for (byte[] message : BmpTrial.captured(3)) {
            int first = BmpTrial.PEER_HEADER_END + 20;
            int second = first + BgpMessage.length(message, first, message.length);
            opens.add(java.util.Arrays.copyOfRange(message, first, second));
            opens.add(java.util.Arrays.copyOfRange(message, second, message.length));
        }
        opens.add(BgpBytes.modernOpen(70000, 3));
        opens.add(BgpBytes.open(64512));
        opens.add(BgpBytes.message(1, HexFormat.of().parseHex(LONG_PARAMETERS)));
        return opens;
    }

    private static Optional<Open> decode(byte[] bytes) {
        return Open.decode(bytes, 0, bytes.length);
    }

    @Override
    public boolean take(byte[] input) {
        Optional<Open> open = decode(input);
        Reading.received(open, modern, true, 65001);
        Reading.received(modern, open, false, 65001);
        return open.isPresent();
    }
}
