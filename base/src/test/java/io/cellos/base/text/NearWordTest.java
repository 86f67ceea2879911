package io.cellos.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearWordTest {
  private static final List<String> WORDS = List.of("nucleus", "membrane", "list", "stop", "start");

  @Test
  void countsSlipsOfTheFingers() {
    assertThat(NearWord.distance("nucleus", "nucleus")).isZero();
    assertThat(NearWord.distance("nuclues", "nucleus")).isEqualTo(1);
    assertThat(NearWord.distance("nucleous", "nucleus")).isEqualTo(1);
    assertThat(NearWord.distance("lst", "list")).isEqualTo(1);
    assertThat(NearWord.distance("", "list")).isEqualTo(4);
  }

  @Test
  void findsTheClosestWordOrNone() {
    assertThat(NearWord.find("nucleous", WORDS)).contains("nucleus");
    assertThat(NearWord.find("stat", WORDS)).contains("start");
    assertThat(NearWord.find("banana", WORDS)).isEmpty();
    assertThat(NearWord.find("xy", WORDS)).isEmpty();
    assertThat(NearWord.hint("lsit", WORDS)).isEqualTo("; did you mean \"list\"?");
  }
}
