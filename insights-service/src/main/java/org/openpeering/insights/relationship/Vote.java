/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;

/**
 * What one table says of one network's being another one's customer.
 *
 * @param tally of the last run
 * @param first day on which a path said so
 * @param last day on which one did
 * @param since from which day on it is in force; null: it is not
 * @param young in force by the first run, and not found as often yet as it takes otherwise
 * @param runs in a row that have found what the last one did
 * @param samples up to three paths, cleaned as they are counted
 */
public record Vote(
        Asn customer,
        Asn provider,
        Tally tally,
        LocalDate first,
        LocalDate last,
        @Nullable LocalDate since,
        boolean young,
        int runs,
        List<AsPath> samples) {}
