package io.cellos.marathon.service;

import io.cellos.marathon.core.Announcement;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.Verdict;
import io.cellos.marathon.core.view.MarathonView;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** What a leader can do. */
public interface Service {
  /**
   * Asks the core, and waits until what it decided is stored.
   *
   * @param event made of the number of the call
   * @throws IOException if it can't be stored, or this leader has stopped
   */
  Verdict call(LongFunction<MarathonEvent> event) throws IOException, InterruptedException;

  /** All that is known after everything that was asked before. */
  MarathonView view() throws IOException, InterruptedException;

  History history();

  /**
   * Calls back for everything that happens from now on, until the subscription is closed. The
   * listener must not wait.
   */
  Subscription listen(Consumer<Announcement> listener);

  /** Ends what {@link #listen} began. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Leads no more; another one may, or this one again later. */
  void abdicate();
}
