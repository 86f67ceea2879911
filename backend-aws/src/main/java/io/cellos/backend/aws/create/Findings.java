package io.cellos.backend.aws.create;

import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.base.error.CellException;
import io.cellos.base.lifecycle.CommandThreads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Checks that run side by side, and everything they found. What the caller may not ask AWS is a
 * remark, not a problem: whoever may create may still not be allowed to look.
 */
final class Findings {
  private static final int FORBIDDEN = 403;

  private final Map<String, Supplier<List<String>>> checks = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> unchecked = new ArrayList<>();

  /**
   * @param what is checked, after "can't check"
   * @param check returns its problems, each with what to do
   */
  void check(String what, Supplier<List<String>> check) {
    checks.put(what, check);
  }

  /**
   * Runs the checks that were added since the last run.
   *
   * @throws CellException if AWS fails otherwise than by refusing to answer
   */
  void run() {
    Map<String, Future<List<String>>> answers = new LinkedHashMap<>();
    try (ExecutorService threads = CommandThreads.perTask("check-")) {
      checks.forEach((what, check) -> answers.put(what, threads.submit(check::get)));
    }
    checks.clear();
    answers.forEach(this::collect);
  }

  private void collect(String what, Future<List<String>> answer) {
    try {
      problems.addAll(answer.get()); // done: closing the executor waited for it
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case AwsServiceException refused
            when refused.statusCode() == FORBIDDEN || isDenied(refused) ->
            unchecked.add(what);
        case SdkException failure -> throw AwsFailures.of("check " + what, failure);
        case RuntimeException failure -> throw failure;
        default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CellException.failed("interrupted while checking " + what, "run it again", e);
    }
  }

  private static boolean isDenied(AwsServiceException failure) {
    String code = AwsFailures.code(failure);
    return code.equals("UnauthorizedOperation") || code.startsWith("AccessDenied");
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** What could not be looked at, as one sentence; nothing if all was. */
  List<String> remarks() {
    return unchecked.isEmpty()
        ? List.of()
        : List.of(
            "not checked, because these credentials may not ask: " + String.join(", ", unchecked));
  }
}
