/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.util.List;
import java.util.stream.Stream;
import org.openpeering.contract.net.IpPrefix;

/** Prefixes with the same fate, which fit an UPDATE. */
record Block(List<IpPrefix> prefixes) {
    /** Of IPv6 50 take 900 octets of the 4,096 that a message has (RFC 4271 section 4.1). */
    static final int MOST = 50;

    Block {
        prefixes = List.copyOf(prefixes);
    }

    /** Each of them cut in two. */
    Block halves() {
        return new Block(prefixes.stream()
                .flatMap(prefix -> Stream.of(0, 1).map(half -> prefix.subnet(prefix.length() + 1, half)))
                .toList());
    }
}
