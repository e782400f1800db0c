/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import jakarta.inject.Singleton;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.catalogue.EntryRepository;

/** Table {@code cdn_prefix}. */
@Singleton
public class CdnPrefixRepository extends EntryRepository<CdnPrefixEntity> {
    CdnPrefixRepository(Statements statements) {
        super(statements, CdnPrefixEntity.class, "cdn_prefix");
    }
}
