package io.cellos.cli.body;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.time.Deadline;
import io.cellos.protocols.mesos.Endpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A framework that runs one task and passes on what it prints. Used once. */
public final class TaskRun {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration FAILOVER = Duration.ofSeconds(50);
  private static final Duration GRACE = Duration.ofSeconds(8);

  private final Body body;
  private final TaskRequest request;
  private final String id;
  private final PrintStream out;
  private final PrintStream err;
  private final Consumer<String> remark;
  private final TaskCalls calls;
  private final Talk talk;
  private final OfferedSoFar offered;
  private Optional<OutputPump> pump = Optional.empty();
  private Optional<TaskEnd> end = Optional.empty();
  private boolean told;

  /**
   * @param out what the task prints, like err
   * @param remark is told what a person should know meanwhile
   */
  public TaskRun(
      Body body,
      TaskRequest request,
      String id,
      PrintStream out,
      PrintStream err,
      Consumer<String> remark) {
    this.body = body;
    this.request = request;
    this.id = id;
    this.out = out;
    this.err = err;
    this.remark = remark;
    this.calls = new TaskCalls(request, id);
    this.talk = new Talk(calls);
    this.offered = new OfferedSoFar(request.needs());
  }

  /** Ends the task, from another thread; {@link #run} returns soon. */
  public void interrupt() {
    talk.interrupt();
  }

  /**
   * Runs the task to its end.
   *
   * @param timeout for an offer that fits
   * @throws CellException if it can't be run
   * @throws InterruptedException after {@link #interrupt}
   */
  public TaskEnd run(Duration timeout) throws InterruptedException {
    try {
      talk.subscribe(body.askForLeader());
      waitForEnd(Deadline.in(timeout));
      passOnTheRest();
      return end.orElseThrow();
    } catch (IOException e) {
      throw body.failed("run the task", e);
    } finally {
      pump.ifPresent(OutputPump::abandon);
      tearDown();
    }
  }

  private void waitForEnd(Deadline offer) throws IOException, InterruptedException {
    while (end.isEmpty()) {
      switch (talk.next(PATIENCE)) {
        case Talk.Heard.Said(Event event) -> on(event);
        case Talk.Heard.Silence silence -> subscribeAgain();
        case Talk.Heard.Interrupted interrupted -> endEarly();
        case null -> {}
      }
      if (out.checkError()) {
        endEarly(); // nobody reads any more, as after | head
      }
      if (pump.isEmpty() && end.isEmpty() && offer.isPast()) {
        throw noOffer();
      }
    }
  }

  private void on(Event event) throws IOException {
    switch (event.getType()) {
      case SUBSCRIBED -> {
        talk.subscribed(event.getSubscribed().getFrameworkId());
        if (pump.isPresent()) {
          talk.say(calls.reconcile(talk.framework()));
        }
      }
      case OFFERS -> onOffers(event.getOffers().getOffersList());
      case UPDATE -> onStatus(event.getUpdate().getStatus());
      case ERROR ->
          throw CellException.failed(
              "the master refuses: " + event.getError().getMessage(),
              "look at the role and the user: cell run --help");
      case RESCIND,
          INVERSE_OFFERS,
          RESCIND_INVERSE_OFFER,
          UPDATE_OPERATION_STATUS,
          MESSAGE,
          FAILURE,
          HEARTBEAT,
          UNKNOWN -> {}
    }
  }

  private void onOffers(List<Offer> offers) throws IOException {
    List<Offer> others = new ArrayList<>(offers);
    Optional<OfferedSoFar.Fit> fit = pump.isEmpty() ? offered.choose(offers) : Optional.empty();
    if (fit.isPresent()) {
      others.remove(fit.get().offer());
      talk.say(calls.launch(talk.framework(), fit.get().offer(), fit.get().resources()));
      talk.say(calls.suppress(talk.framework()));
      pump = Optional.of(listenTo(fit.get().offer()));
    } else if (pump.isEmpty() && !told) {
      told = true;
      remark.accept("no offer has %s yet, waiting for one".formatted(request.needs()));
    }
    if (!others.isEmpty()) {
      talk.say(calls.decline(talk.framework(), others));
    }
  }

  private OutputPump listenTo(Offer offer) {
    boolean addressed = offer.getUrl().hasAddress();
    String host = offer.getUrl().getAddress().getIp();
    Endpoint agent =
        body.agent(
            host.isEmpty() ? offer.getHostname() : host,
            addressed ? offer.getUrl().getAddress().getPort() : 5051);
    return OutputPump.start(agent, talk.framework().getValue(), id, out, err);
  }

  private void onStatus(TaskStatus status) throws IOException {
    if (!status.getTaskId().getValue().equals(id)) {
      return;
    }
    if (status.hasUuid()) {
      talk.say(calls.acknowledge(talk.framework(), status));
    }
    if (status.getReason() == TaskStatus.Reason.REASON_INVALID_OFFERS) {
      pump.ifPresent(OutputPump::abandon); // the offer was withdrawn meanwhile: wait for another
      pump = Optional.empty();
      talk.say(calls.revive(talk.framework()));
    } else if (TaskEnd.isEnd(status.getState())) {
      end = Optional.of(TaskEnd.of(status));
    }
  }

  /** Masters change; the task does not mind. */
  private void subscribeAgain() throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(FAILOVER);
    while (true) {
      try {
        talk.subscribe(body.askForLeader());
        return;
      } catch (IOException | CellException e) {
        if (deadline.isPast()) {
          throw e;
        }
        if (talk.next(PATIENCE) instanceof Talk.Heard.Interrupted) {
          throw new InterruptedException("by the user");
        }
      }
    }
  }

  /** Kills the task, and waits for its end only as long as a person does who pressed Ctrl-C. */
  private void endEarly() throws IOException, InterruptedException {
    if (pump.isPresent()) {
      Deadline deadline = Deadline.in(GRACE);
      talk.say(calls.kill(talk.framework()));
      while (end.isEmpty() && !deadline.isPast()) {
        if (talk.next(PATIENCE) instanceof Talk.Heard.Said(Event event)) {
          on(event);
        }
      }
    }
    throw new InterruptedException("by the user");
  }

  private void passOnTheRest() throws InterruptedException {
    if (pump.isEmpty() || end.orElseThrow().state() == TaskState.TASK_ERROR) {
      return; // it never ran
    }
    try {
      pump.get().finish();
    } catch (IOException e) {
      remark.accept("cell: what the task printed can't be read to its end: " + e.getMessage());
    }
  }

  private CellException noOffer() {
    return new CellException(
        ExitCode.TIMED_OUT,
        "no agent offered %s to role %s in time\n%s"
            .formatted(request.needs(), request.role(), offered.report()),
        "ask for less with --cpus and --mem, or wait longer with --timeout");
  }

  private void tearDown() {
    try {
      if (talk.framework() != null) {
        talk.say(calls.teardown(talk.framework()));
      }
    } catch (IOException e) {
      remark.accept("cell: the master was not told of the end: " + e.getMessage());
    } finally {
      talk.close();
    }
  }
}
