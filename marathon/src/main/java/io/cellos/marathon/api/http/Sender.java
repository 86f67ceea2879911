package io.cellos.marathon.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.base.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Sends answers, packed if the client takes that. */
final class Sender {
  /** Shorter ones are not packed: they would not get much shorter. */
  private static final int WORTH_PACKING = 1024;

  private Sender() {}

  /**
   * What was sent.
   *
   * @param bytes of the body, as they were sent
   */
  record Sent(long bytes, boolean packed) {
    private static final Sent NOTHING = new Sent(0, false);
  }

  /** What others gave is not counted here. */
  static Sent send(Exchange exchange, ServerResponse response, Answer answer)
      throws IOException, InterruptedException {
    boolean bodiless = exchange.method().equals("HEAD");
    return switch (answer) {
      case Answer.Whole whole -> whole(exchange, response, whole, bodiless);
      case Answer.Streamed streamed -> {
        response.header(HeaderNames.CONTENT_TYPE, Answer.JSON);
        if (bodiless) {
          response.send();
          yield Sent.NOTHING;
        }
        yield streamed(exchange, response, streamed.content());
      }
      case Answer.Lasting lasting -> given(lasting.giver(), response);
      case Answer.PassedOn passed -> given(passed.giver(), response);
    };
  }

  private static Sent given(Answer.Giver giver, ServerResponse response)
      throws IOException, InterruptedException {
    giver.give(response);
    return Sent.NOTHING;
  }

  private static Sent whole(
      Exchange exchange, ServerResponse response, Answer.Whole answer, boolean bodiless) {
    response.status(answer.status());
    answer.headers().forEach((name, value) -> response.header(name(name), value));
    if (answer.body().length > 0) {
      response.header(HeaderNames.CONTENT_TYPE, answer.type());
    }
    if (bodiless || answer.status().equals(Status.NO_CONTENT_204)) {
      response.send();
      return Sent.NOTHING;
    }
    boolean packs = exchange.takesGzip() && answer.body().length > WORTH_PACKING;
    if (packs) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip");
    }
    byte[] body = packs ? packed(answer.body()) : answer.body();
    response.send(body);
    return new Sent(body.length, packs);
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

  private static Sent streamed(Exchange exchange, ServerResponse response, Answer.Content content)
      throws IOException {
    boolean packed = exchange.takesGzip();
    if (packed) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip");
    }
    Counted counted = new Counted(response.outputStream());
    try (OutputStream raw = counted;
        OutputStream out = packed ? new GZIPOutputStream(raw, 8192) : raw;
        JsonGenerator json = Json.mapper().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      content.write(json);
    }
    return new Sent(counted.bytes, packed);
  }

  /** Counts what goes through. */
  private static final class Counted extends FilterOutputStream {
    private long bytes;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
      out.write(some, offset, length);
      bytes += length;
    }
  }
}
