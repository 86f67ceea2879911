package io.cellos.marathon.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.lifecycle.LogLevel;
import io.cellos.base.lifecycle.Logs;
import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.json.schema.ChoiceShape;
import io.cellos.marathon.json.schema.Field;
import io.cellos.marathon.json.schema.NumberShape;
import io.cellos.marathon.json.schema.ObjectShape;
import io.cellos.marathon.json.schema.TextShape;
import io.cellos.marathon.json.tree.Trees;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code /logging}: what this program logs. */
final class LoggingApi {
  private static final ObjectShape CHANGE =
      ObjectShape.of(
          Field.required("level", ChoiceShape.of("trace", "debug", "info", "warn", "error")),
          Field.required("logger", TextShape.notEmpty()),
          Field.optional("durationSeconds", NumberShape.INT.from(0)));

  private LoggingApi() {}

  static Answer answer(Exchange exchange) throws IOException {
    return switch (exchange.verb()) {
      case "GET" -> show();
      case "POST" -> change(exchange.json());
      default -> throw Refusal.wrongMethod();
    };
  }

  private static Answer show() {
    ObjectNode loggers = Trees.object();
    Logs.levels()
        .forEach(
            (name, level) ->
                loggers.put(name, level.name() + (level.inherited() ? " (inherited)" : "")));
    return Answer.json(loggers);
  }

  private static Answer change(JsonNode body) {
    JsonNode change = CHANGE.read(body);
    String name = change.get("logger").textValue();
    String level = change.get("level").textValue();
    Runnable undo = Logs.level(name, LogLevel.Name.valueOf(level.toUpperCase(Locale.ROOT)));
    if (change.has("durationSeconds")) {
      CompletableFuture.delayedExecutor(
              change.get("durationSeconds").longValue(),
              TimeUnit.SECONDS,
              task -> Thread.ofVirtual().name("log-level").start(task))
          .execute(undo);
    }
    return Answer.json(change);
  }
}
