package io.cellos.mesos.master.core;

/** What becomes of a call. */
public sealed interface Verdict {
  /** 202: taken; what follows comes as events. */
  record Accepted() implements Verdict {}

  /** 200: done. */
  record Done() implements Verdict {}

  /** 400. */
  record Malformed(String reason) implements Verdict {}

  /** 403. */
  record Forbidden(String reason) implements Verdict {}

  /** 404. */
  record NotFound(String reason) implements Verdict {}

  /** 409. */
  record Conflict(String reason) implements Verdict {}
}
