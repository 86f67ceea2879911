package io.cellos.node.aws.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.node.aws.core.LeavingPlan.Drain;
import io.cellos.node.aws.core.LeavingPlan.Notice;
import io.cellos.node.aws.core.LeavingPlan.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole table. */
class LeavingPlanTest {
  @ParameterizedTest
  @CsvSource({
    // told, work given away, member of the ensemble, whole group goes
    "NONE,      NOT_BEGUN, false, false, STAY",
    "NONE,      NOT_BEGUN, true,  false, STAY",
    "NONE,      RUNNING,   false, false, STAY",
    "NONE,      DONE,      true,  true,  STAY",
    "SOON,      NOT_BEGUN, false, false, DRAIN",
    "SOON,      NOT_BEGUN, true,  true,  DRAIN",
    "SOON,      RUNNING,   false, false, STAY",
    "SOON,      DONE,      false, false, STAY",
    "SOON,      DONE,      true,  true,  STAY",
    "TERMINATE, NOT_BEGUN, false, false, DRAIN",
    "TERMINATE, NOT_BEGUN, true,  true,  DRAIN",
    "TERMINATE, RUNNING,   false, false, HOLD",
    "TERMINATE, RUNNING,   true,  true,  HOLD",
    "TERMINATE, DONE,      true,  false, HOLD",
    "TERMINATE, DONE,      true,  true,  LEAVE",
    "TERMINATE, DONE,      false, false, LEAVE",
    "TERMINATE, DONE,      false, true,  LEAVE",
  })
  void decides(Notice notice, Drain drain, boolean member, boolean groupEnds, Step step) {
    assertThat(LeavingPlan.next(notice, drain, member, groupEnds)).isEqualTo(step);
  }

  @ParameterizedTest
  @EnumSource(Drain.class)
  void onlyWhoIsToldToEndsLeaves(Drain drain) {
    for (boolean member : new boolean[] {true, false}) {
      for (boolean ends : new boolean[] {true, false}) {
        assertThat(LeavingPlan.next(Notice.NONE, drain, member, ends)).isEqualTo(Step.STAY);
        assertThat(LeavingPlan.next(Notice.SOON, drain, member, ends)).isNotEqualTo(Step.LEAVE);
      }
    }
  }
}
