/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.partner.Checked;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryPath;
import org.openpeering.partner.catalogue.EntryService;
import org.openpeering.partner.catalogue.MetroRepository;

/** The operator's CDN prefixes. */
@Singleton
public class CdnPrefixService extends EntryService<CdnPrefixEntity, CdnPrefixSpec, CdnPrefixView> {
    private final MetroRepository metros;

    CdnPrefixService(CdnPrefixRepository repository, MetroRepository metros, Outbox outbox, AuditTrail audit) {
        super("CDN prefix", repository, outbox, audit);
        this.metros = metros;
    }

    /** Null when there is no such metro. */
    @WithSession
    public Uni<@Nullable List<CdnPrefixEntity>> at(String metro, String after) {
        return metros.find(metro).onItem().ifNotNull().transformToUni(_ -> list(metro, after));
    }

    @Override
    protected Checked<CdnPrefixEntity> check(EntryPath path, CdnPrefixSpec spec) {
        return CdnPrefixRules.check(path, spec);
    }

    @Override
    protected Uni<CdnPrefixEntity> anchored(CdnPrefixEntity wanted) {
        return metros.lockSharedParent(wanted.metro()).replaceWith(wanted);
    }

    @Override
    protected String path(CdnPrefixEntity prefix) {
        return "/operator/catalogue/cdnPeeringPrefixes/" + prefix.key();
    }

    @Override
    protected CdnPrefixView view(CdnPrefixEntity prefix) {
        return CdnPrefixView.of(prefix);
    }
}
