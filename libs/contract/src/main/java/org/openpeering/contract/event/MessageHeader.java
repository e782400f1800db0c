/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.event;

/**
 * Header names: the CloudEvents 1.0 attributes in Kafka binary mode, and the revision, which a tombstone has no body to
 * carry.
 */
public final class MessageHeader {
    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String TIME = "ce_time";
    public static final String SUBJECT = "ce_subject";
    public static final String CONTENT_TYPE = "content-type";
    /** Decimal text of the object's revision. */
    public static final String REVISION = "ce_revision";
    /** W3C Trace Context: the step that sent it; only where that is traced. */
    public static final String TRACE = "traceparent";

    private MessageHeader() {}
}
