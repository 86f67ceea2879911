package io.cellos.mesos.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.base.http.Accept;
import io.cellos.base.json.Json;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Writes JSON as the classic endpoints do: for scripts of other sites and packed if asked for. */
public final class JsonAnswer {
  private static final Pattern FUNCTION = Pattern.compile("[\\w.$\\[\\]]{1,200}");

  private JsonAnswer() {}

  /** Writes one JSON value. */
  public interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  /** Answers 200 with the value, or with {@code f(value);} if the query has {@code jsonp=f}. */
  public static void send(Exchange exchange, Content content) throws IOException {
    Optional<String> function = exchange.query("jsonp").filter(name -> !name.isEmpty());
    if (function.isPresent() && !FUNCTION.matcher(function.get()).matches()) {
      throw Refusal.malformed("'jsonp' is not the name of a function");
    }
    boolean packed = Accept.codes(exchange.header(HeaderNames.ACCEPT_ENCODING), "gzip");
    exchange
        .response()
        .header(
            HeaderNames.CONTENT_TYPE,
            function.isPresent() ? "text/javascript" : "application/json");
    if (packed) {
      exchange.response().header(HeaderNames.CONTENT_ENCODING, "gzip");
    }
    try (OutputStream raw = exchange.response().outputStream();
        OutputStream out = packed ? new GZIPOutputStream(raw, 8192) : raw) {
      write(out, function, content);
    }
  }

  private static void write(OutputStream out, Optional<String> function, Content content)
      throws IOException {
    if (function.isPresent()) {
      out.write((function.get() + "(").getBytes(StandardCharsets.UTF_8));
    }
    JsonGenerator json =
        Json.mapper().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    content.write(json);
    json.close();
    if (function.isPresent()) {
      out.write(");".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Answers 200 with an object of these fields. */
  public static void sendObject(Exchange exchange, Content fields) throws IOException {
    send(
        exchange,
        out -> {
          out.writeStartObject();
          fields.write(out);
          out.writeEndObject();
        });
  }
}
