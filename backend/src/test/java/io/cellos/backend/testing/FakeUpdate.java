package io.cellos.backend.testing;

import io.cellos.backend.PendingUpdate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an update would do.
 *
 * @param failure why it is taken back, if it is
 */
record FakeUpdate(List<String> lines, Optional<String> failure) {

  /** The same, that notes what becomes of it. */
  PendingUpdate recording(List<String> calls) {
    FakeUpdate update = this;
    return new PendingUpdate() {
      @Override
      public List<String> lines() {
        return update.lines;
      }

      @Override
      public void apply(Consumer<String> notice) {
        calls.add("apply");
        notice.accept("update began");
      }

      @Override
      public Optional<String> failure() {
        return update.failure;
      }

      @Override
      public void discard() {
        calls.add("discard");
      }
    };
  }
}
