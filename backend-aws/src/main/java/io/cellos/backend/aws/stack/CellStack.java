package io.cellos.backend.aws.stack;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** DRAFT until the stack package is there. */
public record CellStack(
    CellName cell,
    String id,
    StackStatus status,
    Instant created,
    Map<String, String> parameters,
    Map<String, String> outputs,
    Map<String, String> tags,
    boolean isProtected) {

  public static Optional<CellStack> find(AwsClients clients, CellName name) {
    CloudFormationClient cfn = clients.cloudFormation();
    try {
      List<Stack> stacks = cfn.describeStacks(b -> b.stackName(name.value())).stacks();
      return stacks.stream().map(CellStack::of).filter(s -> s.tags().getOrDefault("cell", "").equals(name.value())).findFirst();
    } catch (CloudFormationException e) {
      if (AwsFailures.code(e).equals("ValidationError")) {
        return Optional.empty();
      }
      throw AwsFailures.of("describe stack " + name, e);
    }
  }

  public static CellStack existing(AwsClients clients, CellName name) {
    return find(clients, name).orElseThrow(() -> new CellException(ExitCode.NO_SUCH_CELL, "there is no cell " + name, "see which there are: cell list"));
  }

  public static CellStack of(Stack stack) {
    return new CellStack(
        CellName.parse(stack.stackName()),
        stack.stackId(),
        stack.stackStatus(),
        stack.creationTime(),
        stack.parameters().stream().collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue)),
        stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)),
        stack.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)),
        Boolean.TRUE.equals(stack.enableTerminationProtection()));
  }

  public Optional<String> output(String key) {
    return Optional.ofNullable(outputs.get(key));
  }

  public String version() {
    return tags.getOrDefault("cell-os", "unknown");
  }

  public static List<CellStack> all(AwsClients clients) {
    return AwsFailures.explained("list stacks", () -> clients.cloudFormation().describeStacksPaginator(b -> {}).stacks().stream().toList()).stream()
        .filter(s -> s.tags().stream().anyMatch(t -> t.key().equals("cell") && t.value().equals(s.stackName())))
        .map(CellStack::of)
        .toList();
  }
}
