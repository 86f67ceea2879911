package io.cellos.protocols.exhibitor;

/** Where Exhibitor's REST is found. */
public final class Exhibitor {
  /** The path under which all resources are. */
  public static final String BASE_PATH = "/exhibitor/v1";

  /** The port on which a cell's nucleus nodes serve it. */
  public static final int PORT = 8181;

  private Exhibitor() {}
}
