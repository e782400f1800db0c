/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.kit.secret.SecretColumn;
import org.openpeering.prefix.customerprefix.PrefixClaims.Claimed;
import org.openpeering.prefix.key.PrefixKey;

/**
 * Maps {@code customer_prefix}, but for what validation remembers in it and for the network, by which the constraints
 * compare. Two members are read of other rows: whose key it has, and what is to take its place.
 */
@Entity
@Table(name = "customer_prefix")
@DynamicUpdate
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills them, and queries name them.
public class PrefixEntity {
    static final SecretColumn SECRET = SecretColumn.of("customer_prefix", "key", "resource_key");

    @Id
    @Column(name = "resource_key")
    private String resourceKey;

    private Subscription subscription;

    @Column(name = "service_key")
    private String serviceKey;

    @Column(name = "id")
    private ResourceId resourceId;

    private IpPrefix prefix;

    /** Sealed. */
    private @Nullable String key;

    private byte @Nullable [] claim;

    private boolean arriving;

    @Formula("exists (select 1 from prefix_key k where k.key_hash = claim and k.registered_asn is not null)")
    private boolean ofAsn;

    private PrefixValidationState state;

    @Column(name = "learned_type")
    private LearnedType learnedType;

    @Column(name = "error_message")
    private @Nullable String errorMessage;

    private @Nullable Long verdict;

    private @Nullable String fingerprint;

    private @Nullable String replaces;

    @Formula("""
            (select jsonb_build_object('prefix', n.prefix, 'prefixValidationState', n.state,
                'errorMessage', n.error_message, 'deadline', n.deadline)
            from customer_prefix n where n.replaces = resource_key)""")
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable PrefixChange change;

    private long revision;

    @Column(name = "created_at")
    private Instant createdAt;

    protected PrefixEntity() {}

    ResourceId id() {
        return resourceId;
    }

    CustomerPrefix value() {
        return new CustomerPrefix(
                resourceId,
                prefix,
                key == null ? null : new Sealed(key, SECRET.at(resourceKey)),
                claim != null,
                ofAsn,
                state,
                learnedType,
                errorMessage,
                change,
                revision,
                createdAt);
    }

    /** Whether it claims what it does with this very key. */
    boolean claimsWith(PrefixKey given) {
        return claim != null && MessageDigest.isEqual(claim, given.hash());
    }

    /** Another key; validation begins anew. */
    void rekey(Claimed.Good good, Sealed sealed, long revision) {
        key = sealed.text();
        claim = good.key().hash();
        arriving = good.grant().arriving();
        ofAsn = good.grant().asn() != null;
        state = PrefixValidationState.PENDING;
        learnedType = LearnedType.NONE;
        errorMessage = null;
        verdict = null;
        fingerprint = null;
        this.revision = revision;
    }
}
