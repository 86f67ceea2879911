package io.cellos.mesos.master.core.state;

import java.util.EnumMap;

/** Numbers by the values of an enum. */
final class Tally<E extends Enum<E>> {
  private final EnumMap<E, Long> numbers;

  Tally(Class<E> type) {
    this.numbers = new EnumMap<>(type);
  }

  void add(E what, long more) {
    numbers.merge(what, more, (a, b) -> a + b == 0 ? null : a + b);
  }

  long get(E what) {
    return numbers.getOrDefault(what, 0L);
  }

  /** Those that are not zero, as they are now. */
  EnumMap<E, Long> all() {
    return new EnumMap<>(numbers);
  }
}
