/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.event.MessageHeader;

/** What is said of a message that can't be read gets into logs: it may hold a secret. */
class DecoderTest {
    private final Decoder<Counted> decoder = new Decoder<>(new ObjectMapper(), Counted.class);

    record Counted(int count) {}

    @ParameterizedTest
    @ValueSource(
            strings = {"s3cret", "{\"count\": s3cret}", "{\"count\": \"s3cret\"}", "{\"s3cret\": 1}", "[\"s3cret\""})
    void noWordOfAMessageIsInWhatIsSaidOfIt(String body) {
        Throwable fault = catchThrowable(() -> read("1", body));
        assertThat(fault).isInstanceOf(Decoder.Unreadable.class).hasNoCause();
        assertThat(fault.getMessage()).matches("not a Counted: [A-Za-z]+ at line 1, column \\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", ""})
    void noWordOfARevisionEither(String revision) {
        assertThat(catchThrowable(() -> read(revision, "{\"count\": 1}")))
                .isInstanceOf(Decoder.Unreadable.class)
                .hasMessage("the revision is no number");
    }

    private Received<Counted> read(String revision, String body) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(MessageHeader.REVISION, revision.getBytes(UTF_8));
        return decoder.read("key".getBytes(UTF_8), body.getBytes(UTF_8), headers);
    }
}
