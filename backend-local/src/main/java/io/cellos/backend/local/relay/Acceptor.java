package io.cellos.backend.local.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Listens on one address and handles each connection in a virtual thread. With all places taken,
 * further connections wait in the system's queue. Closing ends the open connections too.
 */
public final class Acceptor implements AutoCloseable {
  private final ServerSocket server;
  private final Semaphore places;
  private final Consumer<Socket> handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  private Acceptor(ServerSocket server, String name, int most, Consumer<Socket> handler) {
    this.server = server;
    this.places = new Semaphore(most);
    this.handler = handler;
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
  }

  /**
   * @param port 0 for any free one
   * @param name of its threads
   * @param most connections at a time
   * @param handler gets each connection, which is closed when it returns
   * @throws IOException if the port is taken or needs a privilege
   */
  public static Acceptor open(
      InetAddress address, int port, String name, int most, Consumer<Socket> handler)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(new InetSocketAddress(address, port), 256);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "can't listen on " + address.getHostAddress() + ":" + port + ": " + e.getMessage(), e);
    }
    Acceptor acceptor = new Acceptor(server, name, most, handler);
    acceptor.threads.execute(acceptor::accept);
    return acceptor;
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        places.acquire();
        acceptOne();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Takes the next connection; the place that was acquired for it is given back when it ends. */
  private void acceptOne() throws InterruptedException {
    try {
      Socket socket = server.accept();
      open.add(socket);
      threads.execute(() -> handle(socket));
    } catch (IOException | java.util.concurrent.RejectedExecutionException e) {
      places.release();
      if (!server.isClosed()) {
        Thread.sleep(50); // out of file descriptors, most likely: let some connections end
      }
    }
  }

  private void handle(Socket socket) {
    try (socket) {
      handler.accept(socket);
    } catch (IOException e) {
      return; // closing failed: nothing is left to be done
    } finally {
      open.remove(socket);
      places.release();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
    open.forEach(Relay::closeQuietly);
    threads.close();
  }
}
