package io.cellos.backend.aws.change;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.create.KeyPairs;
import io.cellos.backend.aws.create.PrefixList;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.time.Deadline;
import io.cellos.model.CellName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Deletes a cell in steps that can all be repeated, and proves that nothing is left. First the
 * stack, whose nodes use the bucket; then the bucket, then what only the command made. It works
 * without a stack too: after a create that never came so far, or a delete that was interrupted.
 */
public final class Deletion {
  private final AwsClients clients;
  private final Duration pause;
  private final Duration proofPatience;

  /**
   * @param pause between two looks at a stack that is being deleted
   * @param proofPatience how long a service may still name what is gone
   */
  public Deletion(AwsClients clients, Duration pause, Duration proofPatience) {
    this.clients = clients;
    this.pause = pause;
    this.proofPatience = proofPatience;
  }

  /**
   * @throws CellException with exit code NO_SUCH_CELL if there was nothing to delete; naming every
   *     resource that could not be deleted, and why
   */
  public void run(CellName name, Consumer<String> notice) {
    try {
      delete(name, notice);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CellException.failed(
          "interrupted while deleting cell " + name + "; AWS goes on with what has begun",
          "go on with: cell delete " + name);
    }
  }

  private void delete(CellName name, Consumer<String> notice) throws InterruptedException {
    Remains remains = new Remains(clients, name);
    Optional<CellStack> stack = CellStack.find(clients, name);
    CellBucket bucket = bucket(name, stack.or(remains::lastStack));
    if (stack.isPresent()) {
      new StackRemoval(clients, stack.get(), pause, notice).run();
    }
    boolean any = stack.isPresent();
    any |= removeBucket(bucket, notice);
    any |= told(new KeyPairs(clients, name).delete(), "key pair removed", notice);
    boolean list = new PrefixList(clients, name, Optional.empty()).delete();
    any |= told(list, "list of allowed networks removed", notice);
    any |= told(remains.removeFiles(), "local files removed", notice);
    if (!any) {
      throw new CellException(
          ExitCode.NO_SUCH_CELL,
          "there is no cell %s in %s".formatted(name, clients.settings().region()),
          "see which there are: cell list --backend aws");
    }
    prove(name);
    notice.accept(
        "nothing is left of cell " + name + ": no stack, no data, nothing that is billed");
  }

  private CellBucket bucket(CellName name, Optional<CellStack> stack) {
    return stack
        .map(known -> StackBucket.of(clients, known))
        .orElseGet(() -> CellBucket.of(clients, name, StackBucket.account(clients)));
  }

  private static boolean removeBucket(CellBucket bucket, Consumer<String> notice) {
    long versions = bucket.empty();
    boolean deleted = bucket.delete();
    if (deleted) {
      notice.accept("bucket %s removed with %d versions of objects".formatted(bucket, versions));
    } else if (versions > 0) {
      notice.accept(
          "%d versions of objects removed from bucket %s, which stays".formatted(versions, bucket));
    }
    return deleted || versions > 0;
  }

  private static boolean told(boolean done, String what, Consumer<String> notice) {
    if (done) {
      notice.accept(what);
    }
    return done;
  }

  private void prove(CellName name) throws InterruptedException {
    Leftovers leftovers = new Leftovers(clients, name);
    AtomicReference<List<String>> left = new AtomicReference<>(List.of());
    boolean nothing =
        Deadline.in(proofPatience)
            .await(
                pause,
                () -> {
                  left.set(leftovers.find());
                  return left.get().isEmpty();
                });
    if (!nothing) {
      throw CellException.failed(
          "of cell %s is left: %s".formatted(name, String.join(", ", left.get())),
          "remove these in the AWS console if they are not in use, then run: cell delete " + name);
    }
  }
}
