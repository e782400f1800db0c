/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.insights.monitored.MonitoredPrefix;
import org.openpeering.insights.monitored.MonitoredTrie;

/** What the decoder's UPDATEs say to the one who reads UPDATEs. */
final class Decoded implements RouteReceiver {
    final RisMessage kind;
    final List<IpPrefix> withdrawn = new ArrayList<>();
    final List<RisTree.Announced> announced = new ArrayList<>();
    final List<UpdateOutcome> outcomes = new ArrayList<>();
    private PathAttributes attributes;

    private Decoded(RisMessage kind) {
        this.kind = kind;
    }

    /** A decoder to which every prefix is of interest. */
    static RisDecoder decoder() {
        return decoder("0.0.0.0/0", "::/0");
    }

    static RisDecoder decoder(String... watched) {
        MonitoredTrie trie = new MonitoredTrie();
        for (String prefix : watched) {
            trie.put(new MonitoredPrefix(IpPrefix.parse(prefix), 1));
        }
        return new RisDecoder(trie);
    }

    static Decoded of(RisDecoder decoder, String message) {
        return of(decoder, message.getBytes(UTF_8));
    }

    static Decoded of(RisDecoder decoder, byte[] bytes) {
        Decoded decoded = new Decoded(decoder.decode(bytes, 0, bytes.length));
        UpdateDecoder updates = new UpdateDecoder();
        for (int at = 0; decoded.kind == RisMessage.UPDATE && at < decoder.length(); ) {
            int length = BgpMessage.length(decoder.updates(), at, decoder.length());
            assertThat(length).isPositive();
            UpdateOutcome outcome = updates.decode(decoder.updates(), at, at + length, Reading.MODERN);
            decoded.outcomes.add(outcome);
            assertThat(outcome.malformed()).as(outcome.toString()).isFalse();
            updates.deliver(decoded);
            at += length;
        }
        return decoded;
    }

    @Override
    public void withdraw(Family family, long high, long low, int length, int pathId) {
        withdrawn.add(PrefixBits.prefix(family, high, low, length));
    }

    @Override
    public void attributes(CompactAttributes compact) {
        attributes = compact.decode();
    }

    @Override
    public void announce(Family family, long high, long low, int length, int pathId) {
        announced.add(new RisTree.Announced(
                PrefixBits.prefix(family, high, low, length),
                attributes.nextHop(),
                attributes.asPath(),
                attributes.origin(),
                attributes.communities()));
    }
}
