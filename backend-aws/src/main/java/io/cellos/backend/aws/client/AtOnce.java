package io.cellos.backend.aws.client;

import io.cellos.base.lifecycle.CommandThreads;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Calls that do not depend on each other, made at the same time, each on a virtual thread; so many
 * at once as an endpoint bears from one client. Closing waits for all of them.
 */
public final class AtOnce implements AutoCloseable {
  private static final int MOST = 64;

  private final ExecutorService threads = CommandThreads.perTask("aws-");
  private final Semaphore places = new Semaphore(MOST);

  /**
   * Begins the call.
   *
   * @return gives the result when it is there, or throws what the call threw
   */
  public <T> Supplier<T> begin(Supplier<T> call) {
    CompletableFuture<T> result = CompletableFuture.supplyAsync(() -> inPlace(call), threads);
    return () -> joined(result);
  }

  /** Does all of it; throws what the first that failed threw, when all have ended. */
  public static void run(List<Runnable> works) {
    List<CompletableFuture<Void>> begun;
    try (AtOnce calls = new AtOnce()) {
      begun =
          works.stream()
              .map(
                  work ->
                      CompletableFuture.runAsync(
                          () ->
                              calls.inPlace(
                                  () -> {
                                    work.run();
                                    return work;
                                  }),
                          calls.threads))
              .toList();
    }
    begun.forEach(AtOnce::joined);
  }

  private static <T> T joined(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw e;
    }
  }

  private <T> T inPlace(Supplier<T> call) {
    places.acquireUninterruptibly();
    try {
      return call.get();
    } finally {
      places.release();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
