/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.time.Duration;
import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.registry.rpki.Vrp;

/** A message of the protocol (RFC 8210 section 5). Session ids are 16 bits, serials 32 bits, both unsigned. */
sealed interface Pdu {
    int version();

    /** Type 0: there is something new. */
    record SerialNotify(int version, int session, long serial) implements Pdu {}

    /** Type 1: what is new since? */
    record SerialQuery(int version, int session, long serial) implements Pdu {}

    /** Type 2: everything, please. */
    record ResetQuery(int version) implements Pdu {}

    /** Type 3: an answer begins. */
    record CacheResponse(int version, int session) implements Pdu {}

    /** Types 4 and 6. */
    record Prefix(int version, boolean announced, Vrp vrp) implements Pdu {}

    /** Type 7: an answer is complete. */
    record EndOfData(int version, int session, long serial, Timers timers) implements Pdu {}

    /** Type 8: what is new since then is not known any more. */
    record CacheReset(int version) implements Pdu {}

    /** Type 9, of BGPsec, of which nothing is kept. */
    record RouterKey(int version) implements Pdu {}

    /** Type 10. */
    record ErrorReport(int version, int code, String text) implements Pdu {}

    /**
     * Type 11.
     *
     * @param list of a customer, where there can be two: drafts before the 10th have one for each address family
     */
    record Aspa(int version, boolean announced, int list, Asn customer, List<Asn> providers) implements Pdu {
        public Aspa {
            providers = List.copyOf(providers);
        }
    }

    /**
     * How a cache wants to be asked (RFC 8210 section 6).
     *
     * @param refresh how long to wait after an answer before the next question
     * @param retry the same after a question that was not answered
     * @param expire how long data may be used
     */
    record Timers(Duration refresh, Duration retry, Duration expire) {
        static final Timers DEFAULT = seconds(3600, 600, 7200);

        /**
         * Values outside of what the RFC allows are brought to its bounds. Data has to last longer than it takes to ask
         * again: where it would not, it is asked for earlier.
         */
        static Timers seconds(long refresh, long retry, long expire) {
            long end = Math.clamp(expire, 600, 172_800);
            return new Timers(
                    Duration.ofSeconds(Math.clamp(refresh, 1, Math.min(86_400, end - 1))),
                    Duration.ofSeconds(Math.clamp(retry, 1, Math.min(7_200, end - 1))),
                    Duration.ofSeconds(end));
        }
    }
}
