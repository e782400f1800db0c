/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jboss.logging.Logger;

/**
 * Leaves out a record that the broker refuses whatever is tried, and says so: a thread that ended for it would read the
 * same input and end again, and the partition would stand still. Any other failure ends the thread, which begins anew at the
 * last commit. Kafka Streams makes it by name, from {@code production.exception.handler}.
 */
@RegisterForReflection
public final class Refused implements ProductionExceptionHandler {
    private static final Logger LOG = Logger.getLogger(Refused.class);

    @Override
    public ProductionExceptionHandlerResponse handle(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
        if (!forGood(failure)) {
            return ProductionExceptionHandlerResponse.FAIL;
        }
        Metrics.counter(DetectionMeters.REFUSED).increment();
        LOG.errorf(
                "a record for %s, led to by message %d of %s-%d, was refused and is left out: %s",
                record.topic(), context.offset(), context.topic(), context.partition(), failure);
        return ProductionExceptionHandlerResponse.CONTINUE;
    }

    private static boolean forGood(Exception failure) {
        return failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // There is nothing to set.
    }
}
