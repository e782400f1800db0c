/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.openpeering.contract.net.IpPrefix;

/**
 * New data of one source.
 *
 * @param digest of the content
 * @param change puts it in force
 * @param touched the prefixes whose verdict may be another
 * @param everything whether that is so of all
 */
record Candidate(
        String source,
        String version,
        String digest,
        UnaryOperator<Registries.State> change,
        Predicate<IpPrefix> touched,
        boolean everything) {}
