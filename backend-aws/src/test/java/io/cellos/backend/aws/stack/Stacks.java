package io.cellos.backend.aws.stack;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.base.time.Deadline;
import io.cellos.model.CellName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Stacks for the tests, made of the templates that moto's own tests use. */
record Stacks(AwsClients clients) {
  private static final String BUCKET = "templates";
  static final String TINY = "{\"Resources\": {\"Logs\": {\"Type\": \"AWS::Logs::LogGroup\"}}}";

  void upload() {
    clients.s3().createBucket(request -> request.bucket(BUCKET));
    for (String name : List.of("network.json", "group.json")) {
      upload(name, read(name));
    }
  }

  void upload(String name, String template) {
    clients
        .s3()
        .putObject(request -> request.bucket(BUCKET).key(name), RequestBody.fromString(template));
  }

  static String read(String name) {
    try (InputStream in = Stacks.class.getResourceAsStream("/moto/templates/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String url(String name) {
    return "https://" + BUCKET + ".s3.us-east-1.amazonaws.com/" + name;
  }

  /** A stack with a nested one; returns its id while it may still be in progress. */
  String create(CellName cell) {
    return clients
        .cloudFormation()
        .createStack(
            request ->
                request
                    .stackName(cell.value())
                    .templateURL(url("network.json"))
                    .clientRequestToken("create-" + cell)
                    .capabilities(Capability.CAPABILITY_IAM)
                    .tags(tag("cell", cell.value()), tag("cell-os", "2.0.0"))
                    .parameters(
                        Parameter.builder()
                            .parameterKey("GroupTemplateUrl")
                            .parameterValue(url("group.json"))
                            .build()))
        .stackId();
  }

  void createTiny(String name, Map<String, String> tags) {
    clients
        .cloudFormation()
        .createStack(
            request ->
                request
                    .stackName(name)
                    .templateBody(TINY)
                    .tags(
                        tags.entrySet().stream().map(t -> tag(t.getKey(), t.getValue())).toList()));
  }

  /** Waits until CloudFormation has stopped working on the stack. */
  CellStack awaitIdle(String id) throws InterruptedException {
    boolean idle =
        Deadline.in(Duration.ofSeconds(60))
            .await(
                Duration.ofMillis(20),
                () -> !StackPhase.isBusy(CellStack.byId(clients, id).orElseThrow().status()));
    if (!idle) {
      throw new AssertionError("stack " + id + " is still busy");
    }
    return CellStack.byId(clients, id).orElseThrow();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
