/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;

/** The provider exists and serves the locations that were chosen. */
record ProviderCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Choice choice = evidence.choice();
        if (choice == null) {
            return Examination.skipped("Nothing was chosen.");
        }
        Examination said = examine(choice);
        return said.verdict() == Verdict.FAILED ? said.mendedBy(Fixes.providers()) : said;
    }

    private static Examination examine(Choice choice) {
        if (choice.provider().isEmpty()) {
            return Examination.failed(
                    "PeeringServiceProviderNotFound",
                    "Peering service provider not found",
                    List.of(Finding.of("no provider was chosen", "properties.peeringServiceProvider of the service")));
        }
        if (choice.primaryLocation().isEmpty()) {
            return Examination.failed(
                    "PeeringLocationNotFound",
                    "Peering location not found: no primary location was chosen",
                    List.of(Finding.of(
                            "no primary location was chosen",
                            "properties.providerPrimaryPeeringLocation of the service")));
        }
        if (!choice.providerKnown()) {
            return Examination.failed(
                    "PeeringServiceProviderNotFound",
                    "Peering service provider not found",
                    List.of(Finding.of("no provider '" + choice.provider() + "'", "a provider of the catalogue")));
        }
        String backup = choice.backupLocation();
        boolean served = choice.primaryServed() && choice.backupServed();
        String missing = choice.primaryServed() && backup != null ? backup : choice.primaryLocation();
        return served
                ? Examination.passed()
                : Examination.failed(
                        "PeeringLocationNotFound",
                        "Peering location not found: the provider does not serve " + missing,
                        List.of(Finding.of("'" + missing + "' is not served", "a location of the provider")));
    }
}
