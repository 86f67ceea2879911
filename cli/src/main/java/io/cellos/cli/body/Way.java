package io.cellos.cli.body;

import io.cellos.backend.Backend;
import io.cellos.backend.OpenProxy;
import io.cellos.model.CellName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;

/**
 * The way to a service of a cell: straight where its address can be reached from here, else through
 * a proxy into the cell.
 */
public final class Way implements AutoCloseable {
  /** For a call once the way is known. */
  public static final Duration CALL = Duration.ofSeconds(10);

  /** Longer than a connection within a network takes; from elsewhere there is no answer at all. */
  private static final Duration STRAIGHT = Duration.ofSeconds(1);

  private final Proxy proxy;
  private final Optional<OpenProxy> open;

  private Way(Proxy proxy, Optional<OpenProxy> open) {
    this.proxy = proxy;
    this.open = open;
  }

  /** A first call of the service. */
  @FunctionalInterface
  public interface Attempt {
    void by(Proxy proxy, Duration timeout) throws IOException;
  }

  /**
   * Finds it.
   *
   * @throws IOException if the service does not answer
   * @throws io.cellos.base.error.CellException if there is no proxy into the cell
   */
  public static Way find(Backend backend, CellName cell, Attempt attempt) throws IOException {
    try {
      attempt.by(Proxy.NO_PROXY, STRAIGHT);
      return new Way(Proxy.NO_PROXY, Optional.empty());
    } catch (ConnectException e) {
      throw e; // the address was reached, and nobody listens
    } catch (IOException e) {
      return throughProxy(backend, cell, attempt);
    }
  }

  private static Way throughProxy(Backend backend, CellName cell, Attempt attempt)
      throws IOException {
    OpenProxy open = backend.proxy(cell, Optional.empty(), 0);
    try {
      InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), open.port());
      Proxy proxy = new Proxy(Proxy.Type.SOCKS, here);
      attempt.by(proxy, CALL);
      return new Way(proxy, Optional.of(open));
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  public Proxy proxy() {
    return proxy;
  }

  @Override
  public void close() {
    open.ifPresent(OpenProxy::close);
  }
}
