/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.kit.secret.SecretColumn;
import org.openpeering.kit.secret.SecretColumn.Place;

/** A row of {@code prefix_key}: a key that is good for something. */
@Entity
@Table(name = "prefix_key")
public class PrefixKeyEntity {
    static final SecretColumn SECRET = SecretColumn.of("prefix_key", "key", "encode(key_hash, 'hex')");

    @Id
    @Column(name = "key_hash")
    byte[] hash;

    /** Sealed; to show it again to its owner. */
    String key;

    @Column(name = "registered_prefix")
    @Nullable
    String registeredPrefix;

    @Column(name = "registered_asn")
    @Nullable
    String registeredAsn;

    /** False: replaced, and good until {@link #validUntil}. */
    @Column(name = "current")
    boolean handedOut;

    @Column(name = "valid_until")
    @Nullable
    Instant validUntil;

    long uses;

    @Column(name = "last_used")
    @Nullable
    Instant lastUsed;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected PrefixKeyEntity() {}

    /** The current one of its owner. */
    PrefixKeyEntity(KeyOwner owner, byte[] hash, Sealed key, @Nullable Instant validUntil) {
        this.hash = hash;
        this.key = key.text();
        this.registeredPrefix = owner.kind() == KeyOwner.Kind.PREFIX ? owner.resourceKey() : null;
        this.registeredAsn = owner.kind() == KeyOwner.Kind.ASN ? owner.resourceKey() : null;
        this.handedOut = true;
        this.validUntil = validUntil;
    }

    IssuedKey issued() {
        return new IssuedKey(new Sealed(key, place(hash)), validUntil, uses, lastUsed);
    }

    static Place place(byte[] hash) {
        return SECRET.at(HexFormat.of().formatHex(hash));
    }
}
