package io.cellos.mesos.agent.api;

import io.cellos.base.http.ClientConnection;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.cellos.protocols.mesos.Wire;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that is what a container prints, for as long as it does and somebody reads it.
 *
 * @param wire the encoding of the records
 */
record OutputAnswer(Exchange exchange, Wire wire) {
  static final HeaderName MESSAGE_TYPE = HeaderNames.create("Message-Content-Type");
  static final String RECORDS = "application/recordio";
  private static final Logger LOG = LoggerFactory.getLogger(OutputAnswer.class);
  private static final HeaderName MESSAGE_ACCEPT = HeaderNames.create("Message-Accept");

  static OutputAnswer to(Exchange exchange) {
    return new OutputAnswer(exchange, wire(exchange));
  }

  private static Wire wire(Exchange exchange) {
    Optional<String> wanted = exchange.header(MESSAGE_ACCEPT);
    if (wanted.isPresent()) {
      return Wire.of(wanted.get())
          .orElseThrow(
              () ->
                  new Refusal(
                      Status.NOT_ACCEPTABLE_406,
                      "Expecting 'Message-Accept' to allow JSON or protobuf"));
    }
    return exchange.header(HeaderNames.ACCEPT).filter(RECORDS::equals).isPresent()
        ? Wire.JSON
        : exchange.accepted();
  }

  /**
   * Returns when the container has ended and all is written, or nobody reads any more.
   *
   * @param fromNow whether what was printed before is left out
   */
  void stream(Path sandbox, boolean fromNow, BooleanSupplier ended) {
    exchange
        .response()
        .header(HeaderNames.CONTENT_TYPE, RECORDS)
        .header(MESSAGE_TYPE, wire.mediaType())
        .header(HeaderNames.CONNECTION, "close");
    Thread me = Thread.currentThread();
    AtomicBoolean writing = new AtomicBoolean(true);
    // not closed here, which would cut off the end of the answer; it ends with the connection
    ClientConnection.current()
        .watch(
            () -> {
              if (writing.get()) {
                me.interrupt();
              }
            });
    try (OutputStream out = exchange.response().outputStream()) {
      new OutputTail(sandbox, fromNow, wire, out).run(ended);
    } catch (InterruptedException e) {
      LOG.debug("nobody reads the output in {} any more", sandbox, e);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("stream of output ends", e);
    } finally {
      writing.set(false);
    }
  }
}
