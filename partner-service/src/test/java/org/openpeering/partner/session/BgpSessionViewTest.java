/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.SessionState;
import org.openpeering.kit.json.Json;
import org.openpeering.partner.session.BgpSessionView.Work;

class BgpSessionViewTest {
    private final ObjectMapper json = Json.mapper();

    private static FamilySession session(boolean up) {
        return new FamilySession(
                IpPrefix.parse("192.0.2.0/31"), IpAddress.parse("192.0.2.0"), IpAddress.parse("192.0.2.1"), 10, up);
    }

    @Test
    void aFamilyWithoutSessionHasNoState() {
        assertThat(BgpSessionView.state(FamilySession.NONE, Work.NONE)).isEqualTo(SessionState.NONE);
    }

    @Test
    void aSessionIsPendingUntilItsConnectionIsProvisionedAndThenAsObserved() {
        assertThat(BgpSessionView.state(session(true), Work.ADDING)).isEqualTo(SessionState.PENDING_ADD);
        assertThat(BgpSessionView.state(session(false), Work.NONE)).isEqualTo(SessionState.IDLE);
        assertThat(BgpSessionView.state(session(true), Work.NONE)).isEqualTo(SessionState.ESTABLISHED);
    }

    @Test
    void whatIsAskedForShowsWhetherTheSessionIsUpOrNot() {
        assertThat(BgpSessionView.state(session(true), Work.REMOVING)).isEqualTo(SessionState.PENDING_REMOVE);
        assertThat(BgpSessionView.state(session(false), Work.UPDATING)).isEqualTo(SessionState.PENDING_UPDATE);
    }

    @Test
    void theSecretIsReadAndNeverWritten() throws Exception {
        BgpSessionSpec spec = json.readValue("{\"md5AuthenticationKey\":\"s3cret\"}", BgpSessionSpec.class);
        assertThat(spec.md5AuthenticationKey()).isEqualTo(new Md5Key("s3cret"));
        BgpSession session = new BgpSession(session(true), FamilySession.NONE, spec.md5AuthenticationKey());
        assertThat(spec.toString()).doesNotContain("s3cret");
        assertThat(session.toString()).doesNotContain("s3cret");
        assertThat(json.writeValueAsString(BgpSessionView.of(session, Work.NONE)))
                .doesNotContain("s3cret");
    }
}
