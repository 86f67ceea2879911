package io.cellos.marathon.loop;

import io.cellos.marathon.core.Announcement;
import io.cellos.marathon.service.Service;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to hear what happens. */
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /** One of them; its own object, because the same listener may come twice. */
  private final class Entry implements Service.Subscription {
    private final Consumer<Announcement> listener;

    Entry(Consumer<Announcement> listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      entries.remove(this);
    }
  }

  Service.Subscription add(Consumer<Announcement> listener) {
    Entry entry = new Entry(listener);
    entries.add(entry);
    return entry;
  }

  /** Tells all; what one of them does wrong is not the others' business. */
  void tell(Announcement announcement) {
    for (Entry entry : entries) {
      try {
        entry.listener.accept(announcement);
      } catch (RuntimeException e) {
        LOG.warn("a listener failed and hears no more", e);
        entry.close();
      }
    }
  }
}
