/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.Outcome;
import org.openpeering.partner.Checked;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryService;
import org.openpeering.partner.catalogue.MetroRepository;

/** The operator's CDN prefixes. */
@Singleton
public class CdnPrefixService extends EntryService<CdnPrefixEntity> {
    private final MetroRepository metros;

    CdnPrefixService(CdnPrefixRepository repository, MetroRepository metros, BlockingOutbox outbox, AuditTrail audit) {
        super("CDN prefix", repository, outbox, audit);
        this.metros = metros;
    }

    @Transacted
    public Outcome<CdnPrefixEntity> put(String metro, String name, CdnPrefixSpec spec) {
        return put(CdnPrefixRules.check(metro, name, spec));
    }

    /** Empty when there is no such metro. */
    @Transacted
    public Optional<List<CdnPrefixEntity>> at(String metro, String after) {
        return metros.find(metro).map(found -> list(metro, after));
    }

    @Override
    protected Checked<CdnPrefixEntity> anchored(CdnPrefixEntity wanted) {
        return under(metros, wanted.metro(), wanted);
    }

    @Override
    protected String path(CdnPrefixEntity prefix) {
        return "/operator/catalogue/cdnPeeringPrefixes/" + prefix.key();
    }

    @Override
    protected Object view(CdnPrefixEntity prefix) {
        return CdnPrefixView.of(prefix);
    }
}
