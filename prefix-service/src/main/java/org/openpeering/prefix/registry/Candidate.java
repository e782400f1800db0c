/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.openpeering.contract.net.IpPrefix;

/**
 * New data of one source.
 *
 * @param digest of the content
 * @param change puts it in force
 * @param touched gives the prefixes whose verdict may be another than by the data in force
 * @param same whether it says what is in force already
 * @param everything whether all prefixes are touched
 */
record Candidate(
        String source,
        String version,
        String digest,
        UnaryOperator<Registries.State> change,
        Function<Registries.State, Predicate<IpPrefix>> touched,
        boolean same,
        boolean everything) {}
