package io.cellos.cli.body;

import io.cellos.backend.Backend;
import io.cellos.backend.OpenProxy;
import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.protocols.mesos.Endpoint;
import io.cellos.protocols.mesos.OperatorClient;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The way to the leading master of a cell and to its agents: straight where their addresses can be
 * reached from here, else through a proxy into the cell.
 */
public final class Body implements AutoCloseable {
  /** Longer than a connection within a network takes; from elsewhere there is no answer at all. */
  private static final Duration STRAIGHT = Duration.ofSeconds(1);

  private static final Duration CALL = Duration.ofSeconds(10);

  private final CellName name;
  private final Endpoint any;
  private final Optional<OpenProxy> proxy;

  private Body(CellName name, Endpoint any, Optional<OpenProxy> proxy) {
    this.name = name;
    this.any = any;
    this.proxy = proxy;
  }

  /**
   * Finds a way to the masters.
   *
   * @throws CellException if the cell has none, or they can't be reached
   */
  public static Body of(Backend backend, CellName name) {
    CellDescription cell = backend.describe(name);
    URI any = master(cell).orElseThrow(() -> without(name));
    try {
      new OperatorClient(Endpoint.of(any, STRAIGHT), Wire.JSON).leader();
      return new Body(name, Endpoint.of(any, CALL), Optional.empty());
    } catch (ConnectException e) {
      throw unreachable(name, any, e); // the address was reached, and nobody listens
    } catch (IOException e) {
      return throughProxy(backend, name, any);
    }
  }

  /** Where masters of the cell can be asked; empty if it has no place for them. */
  static Optional<URI> master(CellDescription cell) {
    return Optional.ofNullable(cell.gateway().get("mesos")).map(URI::create);
  }

  private static Body throughProxy(Backend backend, CellName name, URI any) {
    OpenProxy proxy = backend.proxy(name, Optional.empty(), 0);
    try {
      InetSocketAddress here =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
      Endpoint far = new Endpoint(any, CALL, new Proxy(Proxy.Type.SOCKS, here));
      new OperatorClient(far, Wire.JSON).leader();
      return new Body(name, far, Optional.of(proxy));
    } catch (IOException e) {
      proxy.close();
      throw unreachable(name, any, e);
    } catch (RuntimeException e) {
      proxy.close();
      throw e;
    }
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
    proxy.ifPresent(OpenProxy::close);
  }
}
