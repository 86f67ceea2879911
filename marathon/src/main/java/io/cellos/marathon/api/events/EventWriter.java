package io.cellos.marathon.api.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.http.ClientConnection;
import io.cellos.base.http.Outbox;
import io.cellos.base.json.Json;
import io.cellos.marathon.api.render.EventJson;
import io.cellos.marathon.metrics.HttpMeters;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events to one client, in the way of Server-Sent Events. */
final class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

  /** So often is looked whether this program still leads. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Outbox<Told> outbox;
  private final Set<String> types;
  private final Duration heartbeat;
  private final BooleanSupplier leads;
  private final HttpMeters meters;

  EventWriter(
      Outbox<Told> outbox,
      Set<String> types,
      Duration heartbeat,
      BooleanSupplier leads,
      HttpMeters meters) {
    this.outbox = outbox;
    this.types = types;
    this.heartbeat = heartbeat;
    this.leads = leads;
    this.meters = meters;
  }

  /** Returns when the stream has ended. */
  void write(ClientConnection connection, ServerResponse response) throws InterruptedException {
    try (AutoCloseable watch = connection.watch(outbox::cut);
        OutputStream out = response.outputStream()) {
      LOG.debug("{} begins", watch);
      write(out);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // Helidon has its own kinds for a connection that is closed or broken
      LOG.debug("stream ends", e);
    } finally {
      outbox.cut();
    }
  }

  private void write(OutputStream out) throws IOException, InterruptedException {
    long nextBeat = System.nanoTime() + heartbeat.toNanos();
    while (leads.getAsBoolean()) {
      Outbox.Taken<Told> taken = outbox.take(shorter(nextBeat - System.nanoTime()));
      for (Told told : taken.messages()) {
        for (ObjectNode event : told.events()) {
          write(out, event);
        }
      }
      if (nextBeat - System.nanoTime() <= 0) {
        out.write(COMMENT);
        nextBeat = System.nanoTime() + heartbeat.toNanos();
      }
      out.flush();
      if (taken.last()) {
        return;
      }
    }
  }

  private static Duration shorter(long nanos) {
    return Duration.ofNanos(Math.clamp(nanos, 0, LOOK.toNanos()));
  }

  private void write(OutputStream out, ObjectNode event) throws IOException {
    String type = EventJson.type(event);
    if (types.isEmpty() || types.contains(type)) {
      String text = "event: " + type + "\r\ndata: " + Json.text(event) + "\r\n\r\n";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write(bytes);
      meters.streamed(bytes.length);
    }
  }
}
