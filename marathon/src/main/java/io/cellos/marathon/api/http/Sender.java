package io.cellos.marathon.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.base.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Sends answers, packed if the client takes that. */
final class Sender {
  /** Shorter ones are not packed: they would not get much shorter. */
  private static final int WORTH_PACKING = 1024;

  private Sender() {}

  static void send(Exchange exchange, ServerResponse response, Answer answer)
      throws IOException, InterruptedException {
    boolean bodiless = exchange.method().equals("HEAD");
    switch (answer) {
      case Answer.Whole whole -> whole(exchange, response, whole, bodiless);
      case Answer.Streamed streamed -> {
        response.header(HeaderNames.CONTENT_TYPE, Answer.JSON);
        if (bodiless) {
          response.send();
        } else {
          streamed(exchange, response, streamed.content());
        }
      }
      case Answer.Lasting lasting -> lasting.giver().give(response);
      case Answer.PassedOn passed -> passed.giver().give(response);
    }
  }

  private static void whole(
      Exchange exchange, ServerResponse response, Answer.Whole answer, boolean bodiless) {
    response.status(answer.status());
    answer.headers().forEach((name, value) -> response.header(name(name), value));
    if (answer.body().length > 0) {
      response.header(HeaderNames.CONTENT_TYPE, answer.type());
    }
    if (bodiless || answer.status().equals(Status.NO_CONTENT_204)) {
      response.send();
    } else if (exchange.takesGzip() && answer.body().length > WORTH_PACKING) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip");
      response.send(packed(answer.body()));
    } else {
      response.send(answer.body());
    }
  }

  private static HeaderName name(String name) {
    return HeaderNames.create(name);
  }

  private static byte[] packed(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is memory
    }
    return packed.toByteArray();
  }

  private static void streamed(Exchange exchange, ServerResponse response, Answer.Content content)
      throws IOException {
    boolean packed = exchange.takesGzip();
    if (packed) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip");
    }
    try (OutputStream raw = response.outputStream();
        OutputStream out = packed ? new GZIPOutputStream(raw, 8192) : raw;
        JsonGenerator json = Json.mapper().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      content.write(json);
    }
  }
}
