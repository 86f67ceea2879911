package io.cellos.base.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that a request came on, for answers that last: who writes seldom hears only here,
 * and at once, that nobody reads any more.
 */
public final class ClientConnection {
  private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
  private static final ThreadLocal<ConnectionContext> CURRENT = new ThreadLocal<>();

  private final ConnectionContext context;

  private ClientConnection(ConnectionContext context) {
    this.context = context;
  }

  /** That of the request which this thread answers; a connection's thread is its own. */
  public static ClientConnection current() {
    ConnectionContext context = CURRENT.get();
    if (context == null) {
      throw new IllegalStateException("this thread answers no request");
    }
    return new ClientConnection(context);
  }

  static void enter(ConnectionContext context) {
    CURRENT.set(context);
  }

  static void leave() {
    CURRENT.remove();
  }

  /**
   * Watches for the client's end of the connection, after its whole request was read. The answer
   * must be the connection's last one, because nobody else may read from it any more; closing the
   * watch closes the connection.
   *
   * @param closed called once, from another thread, when the client has closed the connection
   */
  public AutoCloseable watch(Runnable closed) {
    Thread watcher =
        Thread.ofVirtual()
            .name("client-of-" + context.socketId())
            .start(
                () -> {
                  if (isClosedByClient()) {
                    closed.run();
                  }
                });
    return watcher::interrupt;
  }

  /** Returns when the client closes the connection, or says something it should not. */
  private boolean isClosedByClient() {
    try {
      context.dataReader().ensureAvailable();
      return false;
    } catch (RuntimeException e) { // its own kinds for the end and for a broken connection
      LOG.debug("{} closed: {}", context.socketId(), e.toString());
      return true;
    }
  }

  /** Closes the connection under who writes to it, even if that one waits for the client. */
  public void close() {
    try {
      context.serverSocket().close();
    } catch (UncheckedIOException e) {
      LOG.debug("{} was closed already", context.socketId(), e);
    }
  }

  /**
   * Ends the connection of a request that asked for that, after all of the answer: Helidon itself
   * leaves it open after short answers.
   */
  public static void endIfAsked(ServerRequest request, ServerResponse response) {
    boolean asked =
        request
            .headers()
            .first(HeaderNames.CONNECTION)
            .filter("close"::equalsIgnoreCase)
            .isPresent();
    if (asked) {
      if (response instanceof RoutingResponse answer) {
        answer.commit(); // the last chunk is sent only now
      }
      current().close();
    }
  }
}
