/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;

class HeldTest {
    private static final ApiError GONE = ApiError.of(ErrorCode.RESOURCE_NOT_FOUND, "gone");
    private static final ApiError BUSY = ApiError.of(ErrorCode.CONFLICT, "busy");
    private static final Preconditions SEVEN = new Preconditions("\"7\"", null);
    private static final Preconditions EIGHT = new Preconditions("\"8\"", null);

    private final List<Long> changed = new ArrayList<>();

    /** What is held is its own revision. */
    private static Held<Long> held(Long revision, Preconditions conditions) {
        return Held.of(Uni.createFrom().item(revision), Long::longValue, conditions);
    }

    private Uni<Long> change(Long held) {
        changed.add(held);
        return Uni.createFrom().item(held + 1);
    }

    private Uni<Void> delete(Long held) {
        changed.add(held);
        return Uni.createFrom().voidItem();
    }

    private static Uni<Outcome<Long>> create() {
        return Uni.createFrom().item(new Outcome.Created<>(1L));
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().indefinitely();
    }

    @Test
    void changesWhatIsThereAndMeetsTheConditions() {
        assertThat(now(held(7L, SEVEN).change(() -> GONE, this::change))).isEqualTo(new Outcome.Found<>(8L));
    }

    @Test
    void changesNothingThatTheCallerDoesNotKnow() {
        assertThat(now(held(7L, EIGHT).change(() -> GONE, this::change))).isInstanceOf(Outcome.Refused.class);
        assertThat(now(held(7L, EIGHT).put(HeldTest::create, this::change))).isInstanceOf(Outcome.Refused.class);
        assertThat(now(held(7L, EIGHT).delete(this::delete))).isInstanceOf(Outcome.Refused.class);
        assertThat(changed).isEmpty();
    }

    @Test
    void saysThatThereIsNothingBeforeItLooksAtConditions() {
        assertThat(now(held(null, SEVEN).change(() -> GONE, this::change))).isEqualTo(new Outcome.Refused<>(GONE));
        assertThat(now(held(null, SEVEN).delete(this::delete))).isEqualTo(new Outcome.Absent<>());
    }

    @Test
    void makesWhatIsNotThereUnlessTheCallerKnewIt() {
        assertThat(now(held(null, Preconditions.NONE).put(HeldTest::create, this::change)))
                .isEqualTo(new Outcome.Created<>(1L));
        assertThat(now(held(null, SEVEN).put(HeldTest::create, this::change))).isInstanceOf(Outcome.Refused.class);
        assertThat(now(held(7L, SEVEN).put(HeldTest::create, this::change))).isEqualTo(new Outcome.Found<>(8L));
    }

    @Test
    void deletesWhatIsThere() {
        assertThat(now(held(7L, SEVEN).delete(this::delete))).isEqualTo(new Outcome.Deleted<>());
        assertThat(changed).containsExactly(7L);
    }

    @Test
    void endsAStepsRefusalAsAnOutcome() {
        assertThat(now(held(7L, SEVEN).change(() -> GONE, _ -> Uni.createFrom().<Long>failure(new Refusal(BUSY)))))
                .isEqualTo(new Outcome.Refused<>(BUSY));
    }
}
