package io.cellos.backend.local.proxy;

import io.cellos.backend.OpenProxy;
import io.cellos.backend.local.relay.Acceptor;
import io.cellos.backend.local.relay.Relay;
import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Supplier;

/** A SOCKS5 proxy on 127.0.0.1 that leads to one cell and nowhere else. */
public final class CellProxy implements OpenProxy {
  private static final InetAddress LOCALHOST = InetAddress.ofLiteral("127.0.0.1");
  private static final int MOST_CONNECTIONS = 256;
  private static final int HANDSHAKE_MILLIS = 10_000;
  private static final int CONNECT_MILLIS = 5_000;

  private final Optional<Role> role;
  private final Supplier<CellDescription> cell;
  private Acceptor acceptor;

  private CellProxy(Optional<Role> role, Supplier<CellDescription> cell) {
    this.role = role;
    this.cell = cell;
  }

  /**
   * @param role what {@code localhost} stands for
   * @param port 0 for any free one
   * @param cell asked for each connection, so that new nodes are found
   * @throws CellException if the port is taken
   */
  public static CellProxy open(
      CellName name, Optional<Role> role, int port, Supplier<CellDescription> cell) {
    CellProxy proxy = new CellProxy(role, cell);
    try {
      proxy.acceptor =
          Acceptor.open(LOCALHOST, port, "socks-" + name, MOST_CONNECTIONS, proxy::handle);
      return proxy;
    } catch (IOException e) {
      throw CellException.failed(
          e.getMessage(), "choose another port: PROXY_PORT=1235 cell proxy " + name, e);
    }
  }

  @Override
  public int port() {
    return acceptor.port();
  }

  private void handle(Socket client) {
    try {
      client.setSoTimeout(HANDSHAKE_MILLIS);
      OutputStream out = client.getOutputStream();
      // not buffered: what follows the request belongs to the relay
      SocksRequest request = SocksRequest.read(new DataInputStream(client.getInputStream()), out);
      Optional<InetSocketAddress> address =
          new CellNames(cell.get(), role).resolve(request.host(), request.port());
      if (address.isEmpty()) {
        SocksRequest.Reply.NOT_ALLOWED.send(out);
        return;
      }
      Optional<Socket> target = connect(address.get(), out);
      if (target.isPresent()) {
        SocksRequest.Reply.SUCCEEDED.send(out);
        client.setSoTimeout(0);
        Relay.join(client, target.get());
      }
    } catch (IOException | UncheckedIOException e) {
      return; // the client went, or does not speak SOCKS 5
    }
  }

  private static Optional<Socket> connect(InetSocketAddress address, OutputStream out)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, CONNECT_MILLIS);
      return Optional.of(socket);
    } catch (ConnectException e) {
      Relay.closeQuietly(socket);
      SocksRequest.Reply.CONNECTION_REFUSED.send(out);
    } catch (IOException e) {
      Relay.closeQuietly(socket);
      SocksRequest.Reply.HOST_UNREACHABLE.send(out);
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    try {
      acceptor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
