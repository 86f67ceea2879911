package io.cellos.mesos.agent.files;

import java.io.IOException;

/** Why a file can't be shown; the message is for who asked, and empty where Mesos says nothing. */
public final class FilesException extends IOException {
  private static final long serialVersionUID = 1;

  /** What kind of failure it is. */
  public enum Kind {
    /** The request makes no sense: 400. */
    INVALID,
    /** 404. */
    NOT_FOUND,
    /** 500. */
    FAILED
  }

  private final Kind kind;

  FilesException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  FilesException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static FilesException invalid(String message) {
    return new FilesException(Kind.INVALID, message);
  }

  static FilesException notFound() {
    return new FilesException(Kind.NOT_FOUND, "");
  }

  public Kind kind() {
    return kind;
  }
}
