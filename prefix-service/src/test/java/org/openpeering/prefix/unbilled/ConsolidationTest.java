/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

class ConsolidationTest {
    private static final long BASE = 0x0A00_0000L;

    /** Blocks of 10.0.0.0/25 and of 2001:db8::/121, so that they often touch and contain each other. */
    @Provide
    Arbitrary<List<IpPrefix>> blocks() {
        Arbitrary<IpPrefix> block = Combinators.combine(
                        Arbitraries.of(Family.class),
                        Arbitraries.longs().between(0, 127),
                        Arbitraries.integers().between(0, 7))
                .as((family, offset, bits) -> IpPrefix.around(
                        family == Family.IPV4
                                ? new IpAddress(family, 0, BASE + offset)
                                : new IpAddress(family, 0x2001_0DB8_0000_0000L, offset),
                        family.bits() - bits));
        return block.list().ofMaxSize(60);
    }

    private static Set<String> addresses(List<IpPrefix> prefixes) {
        Set<String> all = new HashSet<>();
        for (IpPrefix prefix : prefixes) {
            IpAddress first = prefix.network();
            LongStream.range(0, 1L << (prefix.family().bits() - prefix.length()))
                    .forEach(i -> all.add(new IpAddress(first.family(), first.high(), first.low() + i).toString()));
        }
        return all;
    }

    @Property
    void holdsTheSameAddresses(@ForAll("blocks") List<IpPrefix> blocks) {
        assertThat(addresses(Consolidation.of(blocks))).isEqualTo(addresses(blocks));
    }

    @Property
    void canNotBeWrittenWithFewerBlocks(@ForAll("blocks") List<IpPrefix> blocks) {
        List<IpPrefix> merged = Consolidation.of(blocks);

        for (IpPrefix block : merged) {
            IpPrefix whole = IpPrefix.around(block.network(), block.length() - 1);
            assertThat(addresses(List.of(whole)))
                    .as("the block around %s is not held as a whole", block)
                    .matches(all -> !addresses(merged).containsAll(all));
            assertThat(merged).filteredOn(other -> other.overlaps(block)).containsExactly(block);
        }
        assertThat(merged).isSorted();
    }

    @Property
    void isTheSameAgain(@ForAll("blocks") List<IpPrefix> blocks) {
        List<IpPrefix> merged = Consolidation.of(blocks);

        assertThat(Consolidation.of(merged)).isEqualTo(merged);
    }

    @Example
    void everythingIsOneBlock() {
        assertThat(Consolidation.of(List.of(IpPrefix.parse("0.0.0.0/1"), IpPrefix.parse("128.0.0.0/1"))))
                .containsExactly(IpPrefix.parse("0.0.0.0/0"));
    }
}
