package io.cellos.backend.local.balance;

import io.cellos.backend.local.relay.Acceptor;
import io.cellos.backend.local.relay.Relay;
import io.cellos.base.http.HttpCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Passes connections on to healthy targets in turn. Every target is asked once a second, five times
 * a second for a while after something changed. A target that can't be connected to is passed over;
 * with none left the client gets a plain HTTP answer that says so.
 */
public final class LoadBalancer implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 1000;
  private static final int CONNECT_MILLIS = 2000;
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_WHILE_UNSETTLED = Duration.ofMillis(200);
  private static final Duration UNSETTLED = Duration.ofSeconds(15);

  private final Service service;
  private final Supplier<Collection<InetAddress>> targets;
  private final Runnable changed;
  private final TargetPool pool = new TargetPool();
  private final ExecutorService threads;
  private Acceptor acceptor;

  /**
   * What is balanced.
   *
   * @param name for messages and thread names
   * @param port where the targets listen
   * @param healthPath what answers a 2xx or 3xx status while a target is well
   */
  public record Service(String name, int port, String healthPath) {}

  private LoadBalancer(
      Service service, Supplier<Collection<InetAddress>> targets, Runnable changed) {
    this.service = service;
    this.targets = targets;
    this.changed = changed;
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("lb-" + service.name() + "-", 0).factory());
  }

  /**
   * @param port 0 for any free one
   * @param targets asked again before each round of checks
   * @param changed told when the number of healthy targets changed
   * @throws IOException if the port can't be listened on
   */
  public static LoadBalancer open(
      InetAddress address,
      int port,
      Service service,
      Supplier<Collection<InetAddress>> targets,
      Runnable changed)
      throws IOException {
    LoadBalancer balancer = new LoadBalancer(service, targets, changed);
    balancer.acceptor =
        Acceptor.open(address, port, "lb-" + service.name(), MOST_CONNECTIONS, balancer::handle);
    balancer.threads.execute(balancer::checkAlways);
    return balancer;
  }

  public int port() {
    return acceptor.port();
  }

  /** How many targets passed their last check. */
  public int healthy() {
    return pool.healthy();
  }

  public int targets() {
    return pool.size();
  }

  private void handle(Socket client) {
    Optional<Socket> target = connect();
    if (target.isPresent()) {
      Relay.join(client, target.get());
    } else {
      Unavailable.answer(client, service.name(), pool.size());
    }
  }

  private Optional<Socket> connect() {
    for (InetAddress address : pool.inTurn()) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, service.port()), CONNECT_MILLIS);
        return Optional.of(socket);
      } catch (IOException e) {
        Relay.closeQuietly(socket);
      }
    }
    return Optional.empty();
  }

  private void checkAlways() {
    long changed = System.nanoTime();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (checkOnce()) {
          changed = System.nanoTime();
        }
        boolean settled = System.nanoTime() - changed > UNSETTLED.toNanos();
        Thread.sleep(settled || pool.healthy() == pool.size() ? PAUSE : PAUSE_WHILE_UNSETTLED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the balancer is closed
    }
  }

  /**
   * Asks all targets at once, so that a silent one delays the round and not the others; returns
   * whether there are others, or others are healthy, than before.
   */
  private boolean checkOnce() throws InterruptedException {
    Collection<InetAddress> present = targets.get();
    Map<InetAddress, Future<Boolean>> answers = new HashMap<>();
    for (InetAddress address : present) {
      answers.put(address, threads.submit(() -> isHealthy(address)));
    }
    List<InetAddress> well =
        present.stream().filter(address -> isTrue(answers.get(address))).toList();
    boolean news = pool.healthy() != well.size();
    boolean moved = news || pool.size() != present.size();
    pool.set(well, present.size());
    if (news) {
      changed.run();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return moved;
  }

  private static boolean isTrue(Future<Boolean> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isHealthy(InetAddress address) {
    URI uri =
        URI.create(
            "http://" + address.getHostAddress() + ":" + service.port() + service.healthPath());
    try {
      int status = HttpCalls.get(uri, CHECK_TIMEOUT).status();
      return status >= 200 && status < 400;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    acceptor.close();
    threads.close();
  }
}
