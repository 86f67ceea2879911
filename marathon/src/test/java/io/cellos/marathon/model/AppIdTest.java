package io.cellos.marathon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppIdTest {
  @ParameterizedTest
  @CsvSource({
    "/,             app,           /app",
    "/prod,         app,           /prod/app",
    "/prod,         /app,          /app",
    "/prod/db,      ../web,        /prod/web",
    "/prod,         ../../../web,  /web",
    "/prod,         ./web,         /prod/web",
    "/prod,         .,             /prod",
    "/prod,         //web//x/,     /web/x",
  })
  void pathsAreRelativeToAGroup(String group, String text, String expected) {
    assertThat(AppId.parse(group).resolve(text)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/A", "/a_b", "/-a", "/a-", "/a..b", "/.a", "/a.", "/a b", "/ä", "/a/!"})
  void namesBreakTheRule(String text) {
    assertThatThrownBy(() -> AppId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(AppId.find(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/0", "/a-b", "/a--b", "/a.b.c", "/a-1.b-2/c"})
  void namesFollowTheRule(String text) {
    assertThat(AppId.parse(text)).hasToString(text);
  }

  /** What would make a regular expression recurse or try forever. */
  @Test
  void longTextIsNoProblem() {
    assertThat(AppId.isName("a.".repeat(500_000))).isFalse();
    assertThat(AppId.isName("a.".repeat(500_000) + "a")).isTrue();
    assertThat(AppId.find("/".repeat(100_000) + "!")).isEmpty();
  }

  @Test
  void placesInTheTree() {
    AppId id = AppId.parse("/prod/db/mongo");
    assertThat(id.parent()).hasToString("/prod/db");
    assertThat(id.topLevel()).hasToString("/prod");
    assertThat(id.ancestors()).map(AppId::toString).containsExactly("/prod/db", "/prod", "/");
    assertThat(id.isIn(AppId.parse("/prod"))).isTrue();
    assertThat(id.isIn(AppId.parse("/pro"))).isFalse();
    assertThat(id.safe()).isEqualTo("prod_db_mongo");
    assertThat(id.hostname()).isEqualTo("mongo.db.prod");
    assertThat(AppId.ROOT.parent()).isEqualTo(AppId.ROOT);
    assertThat(AppId.ROOT.topLevel()).isEqualTo(AppId.ROOT);
    assertThat(List.of("/b", "/a/b", "/a", "/").stream().map(AppId::parse).sorted().toList())
        .map(AppId::toString)
        .containsExactly("/", "/a", "/a/b", "/b");
  }

  @Test
  void timestampsHaveMilliseconds() {
    assertThat(Timestamp.parse("2026-11-24T10:00:00+01:00"))
        .hasToString("2026-11-24T09:00:00.000Z");
    assertThat(Timestamp.ofMillis(5).orAfter(Timestamp.ofMillis(5)))
        .isEqualTo(Timestamp.ofMillis(6));
    assertThatThrownBy(() -> Timestamp.parse("yesterday"))
        .hasMessage("Invalid timestamp provided 'yesterday'. Expecting ISO-8601 datetime string.");
  }
}
