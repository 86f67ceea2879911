package io.cellos.backend.local.controller;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.log.EventLog;
import io.cellos.base.time.Durations;
import io.cellos.model.CellDescription;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the cell's file when all its nodes were healthy for the first time: from then on a cell
 * that lacks nodes is degraded, no longer being created.
 */
final class CreationMark implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CreationMark.class);
  private static final long LOOK_MILLIS = 100;

  private final CurrentCell cell;
  private final Describer describer;
  private final EventLog events;
  private final Thread thread;

  private CreationMark(CurrentCell cell, Describer describer, EventLog events) {
    this.cell = cell;
    this.describer = describer;
    this.events = events;
    this.thread = Thread.ofVirtual().name("creation-mark").unstarted(this::run);
  }

  static CreationMark start(CurrentCell cell, Describer describer, EventLog events) {
    CreationMark mark = new CreationMark(cell, describer, events);
    mark.thread.start();
    return mark;
  }

  private void run() {
    try {
      while (!cell.get().createdOnce()) {
        CellDescription now = describer.describe();
        if (Describer.isComplete(now.groups())) {
          mark(now);
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void mark(CellDescription now) {
    try {
      cell.update(CellFile::asCreated);
      Duration age = Duration.between(now.created(), Instant.now());
      events.add("controller", "the cell is complete after " + Durations.seconds(age));
    } catch (IOException e) {
      LOG.warn("can't write cell.json, tried again: {}", e.toString());
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
