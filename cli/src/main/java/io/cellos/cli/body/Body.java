package io.cellos.cli.body;

import io.cellos.backend.Backend;
import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.protocols.mesos.Endpoint;
import io.cellos.protocols.mesos.OperatorClient;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * The way to the leading master of a cell and to its agents: straight where their addresses can be
 * reached from here, else through a proxy into the cell.
 */
public final class Body implements AutoCloseable {
  private final CellName name;
  private final Endpoint any;
  private final Way way;

  private Body(CellName name, Endpoint any, Way way) {
    this.name = name;
    this.any = any;
    this.way = way;
  }

  /**
   * Finds a way to the masters.
   *
   * @throws CellException if the cell has none, or they can't be reached
   */
  public static Body of(Backend backend, CellName name) {
    URI any = master(backend.describe(name)).orElseThrow(() -> without(name));
    try {
      Way way =
          Way.find(
              backend,
              name,
              (proxy, timeout) ->
                  new OperatorClient(new Endpoint(any, timeout, proxy), Wire.JSON).leader());
      return over(name, any, way);
    } catch (IOException e) {
      throw unreachable(name, any, e);
    }
  }

  /** By a way that another service of the cell is reached on; closing it closes that. */
  public static Body of(CellDescription cell, CellName name, Way way) {
    return over(name, master(cell).orElseThrow(() -> without(name)), way);
  }

  private static Body over(CellName name, URI any, Way way) {
    return new Body(name, new Endpoint(any, Way.CALL, way.proxy()), way);
  }

  /** Where masters of the cell can be asked; empty if it has no place for them. */
  static Optional<URI> master(CellDescription cell) {
    return Optional.ofNullable(cell.gateway().get("mesos")).map(URI::create);
  }

  private static CellException without(CellName name) {
    return CellException.failed(
        "cell " + name + " has no Mesos master: its stateless body has no nodes",
        "give it some: cell scale " + name + " stateless-body 1");
  }

  private static CellException unreachable(CellName name, URI uri, IOException cause) {
    return CellException.failed(
        "no Mesos master of cell %s answers at %s: %s".formatted(name, uri, cause.getMessage()),
        "look whether its stateless body is healthy: cell list " + name,
        cause);
  }

  /** What to do about an answer that failed. */
  public CellException failed(String what, IOException cause) {
    return CellException.failed(
        "can't " + what + ": " + cause.getMessage(), "cell list " + name, cause);
  }

  /**
   * The master that leads now.
   *
   * @throws IOException if no master can be asked at the moment
   * @throws CellException if none leads
   */
  Endpoint askForLeader() throws IOException {
    return any.at(
        new OperatorClient(any, Wire.JSON)
            .leader()
            .orElseThrow(
                () ->
                    CellException.failed(
                        "no Mesos master of cell " + name + " leads at the moment",
                        "try again in a few seconds; if that does not help: cell list " + name)));
  }

  /**
   * The master that leads now.
   *
   * @throws CellException if there is none
   */
  public Endpoint leader() {
    try {
      return askForLeader();
    } catch (IOException e) {
      throw unreachable(name, any.uri(), e);
    }
  }

  /** An agent, which is reached the way the master is. */
  public Endpoint agent(String host, int port) {
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return any.at(URI.create("http://" + literal + ":" + port));
  }

  @Override
  public void close() {
    way.close();
  }
}
