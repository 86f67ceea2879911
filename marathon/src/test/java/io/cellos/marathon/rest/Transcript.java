package io.cellos.marathon.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Asks what a transcript says, line by line, and notes what was answered otherwise:
 *
 * <pre>
 * METHOD /path {'the':'body'} => status SHAPE    asks; the shape may be missing, empty or text
 * with Header: value                             a header of the next request, or one it lacks: -
 * header Name: part                              the last answer has this in a header
 * has /pointer = json                            the last answer has this there, or is it: whole
 * says part                                      the last answer contains this
 * save name = /pointer                           {name} stands for this from now on
 * await /path /pointer = json                    until a GET answers this there
 * </pre>
 */
final class Transcript {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern CALL =
      Pattern.compile("(?<m>[A-Z]+) (?<p>/\\S*)( (?<b>.+))? => (?<s>\\d+)( (?<shape>\\S+))?");
  private static final Pattern VALUE = Pattern.compile("(?<p>/\\S*|\\S+) = (?<v>.+)");

  private final URI server;
  private final AnswerShape shapes;
  private final HttpClient client;
  private final Map<String, String> saved = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private HttpResponse<byte[]> last;
  private String at = "";

  Transcript(URI server, AnswerShape shapes, HttpClient client) {
    this.server = server;
    this.shapes = shapes;
    this.client = client;
  }

  /** All lines; lines that begin with # and empty ones are for people. */
  List<String> play(String text) throws IOException, InterruptedException {
    for (String line : text.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        at = filled(line);
        play(at.split(" ", 2)[0], at);
      }
    }
    return problems;
  }

  private String filled(String line) {
    String filled = line;
    for (Map.Entry<String, String> one : saved.entrySet()) {
      filled = filled.replace("{" + one.getKey() + "}", one.getValue());
    }
    return filled;
  }

  private void play(String word, String line) throws IOException, InterruptedException {
    String rest = line.substring(word.length()).strip();
    switch (word) {
      case "with" -> headers.put(rest.split(": ", 2)[0], rest.split(": ", 2)[1]);
      case "header" -> header(rest.split(": ", 2));
      case "has" -> has(value(rest));
      case "says" -> check(body().contains(rest), "says " + body());
      case "save" -> {
        Matcher value = value(rest);
        saved.put(value.group("p"), json().at(value.group("v")).asText());
      }
      case "await" -> await(rest.split(" ", 2)[0], value(rest.split(" ", 2)[1]));
      default -> call(line);
    }
  }

  private static Matcher value(String text) {
    Matcher value = VALUE.matcher(text);
    if (!value.matches()) {
      throw new IllegalArgumentException("no value: " + text);
    }
    return value;
  }

  private void call(String line) throws IOException, InterruptedException {
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      throw new IllegalArgumentException("no call: " + line);
    }
    String body = call.group("b") == null ? "" : call.group("b").replace('\'', '"');
    last = send(call.group("m"), call.group("p"), body);
    check(
        last.statusCode() == Integer.parseInt(call.group("s")),
        "answers " + last.statusCode() + " " + body());
    String shape = call.group("shape");
    if (shape == null || last.statusCode() != Integer.parseInt(call.group("s"))) {
      return;
    }
    switch (shape) {
      case "nothing" -> check(body().isEmpty(), "says " + body());
      case "text" -> check(type().startsWith("text/plain"), "is " + type());
      default -> {
        check(type().startsWith("application/json"), "is " + type());
        shapes.problems(json(), shape).forEach(problem -> check(false, problem));
      }
    }
  }

  private HttpResponse<byte[]> send(String method, String path, String body)
      throws IOException, InterruptedException {
    Map<String, String> sent = new HashMap<>(Map.of("Accept", "*/*"));
    if (!body.isEmpty()) {
      sent.put("Content-Type", "application/json");
    }
    sent.putAll(headers);
    headers.clear();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    sent.forEach(
        (name, value) -> {
          if (!value.equals("-")) {
            request.header(name, value);
          }
        });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private void header(String[] expected) {
    String value = last.headers().firstValue(expected[0]).orElse("(none)");
    check(value.contains(expected[1]), "is " + value);
  }

  private void has(Matcher expected) {
    JsonNode found = json().at(pointer(expected));
    check(found.equals(AnswerShape.json(expected.group("v"))), "is " + found + " of " + body());
  }

  private void await(String path, Matcher expected) {
    JsonNode wanted = AnswerShape.json(expected.group("v"));
    Awaitility.await(at)
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(() -> get(path).at(pointer(expected)).equals(wanted));
  }

  private static String pointer(Matcher value) {
    return value.group("p").equals("whole") ? "" : value.group("p");
  }

  private JsonNode get(String path) {
    try {
      last = send("GET", path, "");
      return json();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return MissingNode.getInstance();
    }
  }

  private String body() {
    return new String(last.body(), StandardCharsets.UTF_8);
  }

  private String type() {
    return last.headers().firstValue("Content-Type").orElse("");
  }

  private JsonNode json() {
    return last.body().length == 0 ? MissingNode.getInstance() : Json.tree(last.body());
  }

  private void check(boolean right, String otherwise) {
    if (!right) {
      problems.add(at + "\n    " + otherwise);
    }
  }
}
