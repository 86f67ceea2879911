package io.cellos.nucleus.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks all members at the same time, so that a silent one costs its patience only once. */
public final class EveryMember {
  private EveryMember() {}

  /**
   * The answers in the order of the members.
   *
   * @param question must end by itself, and not throw for what a member does
   */
  public static <T> List<T> ask(List<Member> members, Function<Member, T> question)
      throws InterruptedException {
    List<Callable<T>> calls =
        members.stream().map(member -> (Callable<T>) () -> question.apply(member)).toList();
    List<T> answers = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ask-", 0).factory())) {
      for (Future<T> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return answers;
  }
}
