package io.cellos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every shared store does. */
abstract class SharedStoreContract {
  @TempDir Path directory;
  private SharedStore store;

  /** Opens the same store each time during one test, an empty one at first. */
  abstract SharedStore open() throws IOException;

  /** The address of what {@link #open} opens. */
  abstract URI address();

  @BeforeEach
  void openIt() throws IOException {
    store = open();
  }

  @Test
  void aValueReadsBack() throws Exception {
    assertThat(store.get("nucleus/ensemble")).isEmpty();
    store.put("nucleus/ensemble", bytes("one"));
    assertThat(store.get("nucleus/ensemble").orElseThrow().content()).isEqualTo(bytes("one"));
    store.delete("nucleus/ensemble");
    store.delete("nucleus/ensemble");
    assertThat(store.get("nucleus/ensemble")).isEmpty();
  }

  @Test
  void swapsOnlyWhatWasSeen() throws Exception {
    assertThat(store.compareAndSwap("k", Optional.of("never"), bytes("x"))).isFalse();
    assertThat(store.compareAndSwap("k", Optional.empty(), bytes("1"))).isTrue();
    assertThat(store.compareAndSwap("k", Optional.empty(), bytes("2"))).isFalse();
    Optional<String> seen = store.get("k").map(Versioned::tag);
    assertThat(store.compareAndSwap("k", seen, bytes("2"))).isTrue();
    assertThat(store.compareAndSwap("k", seen, bytes("3"))).isFalse();
    assertThat(store.get("k").orElseThrow().content()).isEqualTo(bytes("2"));
  }

  /** How often each of four writers counts. */
  int rounds() {
    return 50;
  }

  @Test
  void countersByCompareAndSwapLoseNothing() throws Exception {
    store.put("counter", bytes("0"));
    Callable<Void> add =
        () -> {
          SharedStore own = open();
          for (int done = 0; done < rounds(); ) {
            Versioned now = own.get("counter").orElseThrow();
            int next = Integer.parseInt(new String(now.content(), StandardCharsets.UTF_8)) + 1;
            if (own.compareAndSwap("counter", Optional.of(now.tag()), bytes("" + next))) {
              done++;
            }
          }
          return null;
        };
    List<Future<Void>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        all.add(threads.submit(add));
      }
    }
    for (Future<Void> one : all) {
      one.get();
    }
    assertThat(store.get("counter").orElseThrow().content()).isEqualTo(bytes("" + 4 * rounds()));
  }

  @Test
  void listsAFolder() throws Exception {
    store.put("nodes/b", bytes("2"));
    store.put("nodes/a", bytes("1"));
    store.put("other", bytes("3"));
    assertThat(store.list("nodes")).containsExactly("nodes/a", "nodes/b");
    assertThat(store.list("none")).isEmpty();
    assertThat(store.list("node")).isEmpty();
  }

  @Test
  void movesLargeValuesByFile() throws Exception {
    Path source = Files.write(directory.resolve("source"), bytes("large"));
    store.upload("snapshots/one.zip", source);
    try (var in = store.download("snapshots/one.zip")) {
      assertThat(in.readAllBytes()).isEqualTo(bytes("large"));
    }
    assertThatThrownBy(() -> store.download("snapshots/two.zip"))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/etc/passwd", "../x", "a/../b", "a//b", "a/", ".lock", "a b"})
  void keysCanNotLeadOut(String key) {
    assertThatThrownBy(() -> store.put(key, bytes("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void opensAgainByItsAddress() throws Exception {
    store.put("k", bytes("v"));
    assertThat(SharedStores.open(address()).get("k")).isPresent();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
