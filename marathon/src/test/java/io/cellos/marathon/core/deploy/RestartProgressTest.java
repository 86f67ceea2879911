package io.cellos.marathon.core.deploy;

import static io.cellos.marathon.core.Specs.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.marathon.core.Specs;
import io.cellos.marathon.core.deploy.RestartProgress.Next;
import io.cellos.marathon.model.AppDefinition;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartProgressTest {

  /** The first move, all old instances being healthy. */
  @ParameterizedTest
  @CsvSource({
    // instances, minimum, over, old | kill, start
    "10, 1,   1,   10,  0, 10",
    "10, 1,   0,   10,  0, 1",
    "10, 0.5, 0,   10,  5, 0",
    "10, 0.5, 0.5, 10,  5, 5",
    "10, 0.9, 0.1, 10,  1, 1",
    "10, 0,   0,   10, 10, 0",
    "10, 0,   1,   10, 10, 10",
    "1,  1,   0,   1,   0, 1",
    "1,  0,   0,   1,   1, 0",
    "5,  1,   0.5, 3,   0, 4",
    "3,  1,   0,   10,  7, 0",
    "10, 1,   0,   0,   0, 10",
  })
  void theFirstMove(int instances, double minimum, double over, int old, int kill, int start) {
    AppDefinition spec = app("/a").instances(instances).upgrade(minimum, over).made();
    assertThat(new RestartProgress(spec, old, old, old, 0, 0).next())
        .isEqualTo(new Next(kill, start, false));
  }

  @ParameterizedTest
  @CsvSource({
    // present, active, healthy, started, ready | kill, start, finished; 10 instances, 1, 0
    "10, 10, 10, 1, 0,   0, 0, false",
    "10, 10, 10, 1, 1,   1, 0, false",
    "10,  9,  9, 1, 1,   0, 0, false",
    "9,   9,  9, 1, 1,   0, 1, false",
    "1,   1,  1, 9, 9,   0, 1, false",
    "1,   1,  1, 10, 10, 1, 0, false",
    "1,   0,  0, 10, 10, 0, 0, true",
    "0,   0,  0, 10, 9,  0, 0, false",
    "0,   0,  0, 10, 10, 0, 0, true",
    // sick ones make room
    "10, 10,  8, 0, 0,   2, 0, false",
    "10, 10,  0, 0, 0,  10, 0, false",
  })
  void onTheWay(
      int present,
      int active,
      int healthy,
      int started,
      int ready,
      int kill,
      int start,
      boolean finished) {
    AppDefinition spec = app("/a").instances(10).upgrade(1, 0).made();
    assertThat(new RestartProgress(spec, present, active, healthy, started, ready).next())
        .isEqualTo(new Next(kill, start, finished));
  }

  @Test
  void whatKeepsDataHasOneLessInsteadOfOneMore() {
    AppDefinition spec = app("/a").instances(3).withData().upgrade(1, 0).made();
    assertThat(new RestartProgress(spec, 3, 3, 3, 0, 0).next()).isEqualTo(new Next(1, 0, false));
    assertThat(new RestartProgress(spec, 2, 2, 2, 0, 0).next()).isEqualTo(new Next(0, 1, false));
    assertThat(new RestartProgress(spec, 2, 2, 2, 1, 1).next()).isEqualTo(new Next(1, 0, false));
  }

  @Test
  void nothingToRestart() {
    AppDefinition none = app("/a").instances(0).made();
    assertThatThrownBy(() -> new RestartProgress(none, 0, 0, 0, 0, 0))
        .hasMessage("instances must be > 0 but is 0");
  }

  /**
   * Any app, any moment of starting, dying and getting well: never fewer healthy instances by our
   * doing than promised, never more than allowed, and always an end.
   */
  @Test
  void promisesAreKeptUntilTheEnd() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      Specs specs =
          app("/a")
              .instances(1 + random.nextInt(12))
              .upgrade(random.nextInt(11) / 10.0, random.nextInt(11) / 10.0);
      new World(specs.made(), random, seed).run();
    }
  }

  private static final class World {
    private final AppDefinition spec;
    private final Random random;
    private final int seed;
    private int healthy;
    private int sick;
    private int dying;
    private int starting;
    private int ready;

    private World(AppDefinition spec, Random random, int seed) {
      this.spec = spec;
      this.random = random;
      this.seed = seed;
      healthy = random.nextInt(spec.instances() + 3);
      sick = random.nextInt(3);
    }

    private RestartProgress look() {
      return new RestartProgress(
          spec, healthy + sick + dying, healthy + sick, healthy, starting + ready, ready);
    }

    private void run() {
      for (int moves = 0; moves < 1000; moves++) {
        RestartProgress progress = look();
        Next next = progress.next();
        if (next.finished()) {
          return;
        }
        act(progress, next);
        happen();
      }
      throw new AssertionError("no end, seed " + seed + ": " + look());
    }

    private void act(RestartProgress progress, Next next) {
      int healthyBefore = healthy + ready;
      int fromSick = Math.min(sick, next.kill());
      sick -= fromSick;
      healthy -= next.kill() - fromSick;
      dying += next.kill();
      starting += next.start();
      assertThat(healthy).as("seed %s", seed).isNotNegative();
      assertThat(healthy + ready)
          .as("seed %s", seed)
          .isGreaterThanOrEqualTo(Math.min(healthyBefore, progress.minHealthy()));
      if (next.start() > 0) {
        assertThat(healthy + sick + dying + starting + ready)
            .as("seed %s", seed)
            .isLessThanOrEqualTo(progress.maxCapacity());
      }
      assertThat(starting + ready).isLessThanOrEqualTo(spec.instances());
    }

    private void happen() {
      int started = starting == 0 ? 0 : random.nextInt(starting + 1);
      starting -= started;
      ready += started;
      dying -= dying == 0 ? 0 : random.nextInt(dying + 1);
      if (healthy > 0 && random.nextInt(10) == 0) {
        healthy--;
        sick++;
      }
      if (sick > 0 && random.nextInt(10) == 0) {
        sick--;
        healthy++;
      }
      if (ready > 0 && random.nextInt(20) == 0) {
        ready--;
        starting++;
      }
    }
  }
}
