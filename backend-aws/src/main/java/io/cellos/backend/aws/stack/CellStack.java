package io.cellos.backend.aws.stack;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellName;
import io.cellos.model.Engine;
import io.cellos.model.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * The root stack of a cell, as CloudFormation last described it. A stack is a cell's if it bears
 * the cell's name and the tag {@code cell} with the same value; a stack of that name without the
 * tag is somebody else's.
 *
 * @param id of this very stack, also when another one of the same name exists later
 * @param statusReason why it is in this status; empty where CloudFormation gives none
 * @param parameters as they were given, by name
 * @param isProtected whether CloudFormation refuses to delete it
 */
public record CellStack(
    CellName cell,
    String id,
    StackStatus status,
    String statusReason,
    Instant created,
    Map<String, String> parameters,
    Map<String, String> outputs,
    Map<String, String> tags,
    boolean isProtected) {
  private static final String CELL_TAG = "cell";
  private static final String VERSION_TAG = "cell-os";
  private static final String ENGINE_TAG = "cell-engine";

  public CellStack {
    parameters = Map.copyOf(parameters);
    outputs = Map.copyOf(outputs);
    tags = Map.copyOf(tags);
  }

  /**
   * The stack of the cell; empty if there is no stack of that name.
   *
   * @throws CellException if the stack of that name is somebody else's, or AWS refuses
   */
  public static Optional<CellStack> find(AwsClients clients, CellName cell) {
    return describe(clients, cell.value()).map(stack -> owned(stack, cell));
  }

  /**
   * The stack of the cell.
   *
   * @throws CellException with exit code NO_SUCH_CELL if there is none
   */
  public static CellStack existing(AwsClients clients, CellName cell) {
    return find(clients, cell)
        .orElseThrow(
            () ->
                new CellException(
                    ExitCode.NO_SUCH_CELL,
                    "there is no cell " + cell + " in " + clients.settings().region().id(),
                    "see which there are: cell list --backend aws"));
  }

  /** The stack of this id, also after it was deleted; empty if CloudFormation has forgotten it. */
  public static Optional<CellStack> byId(AwsClients clients, String id) {
    return describe(clients, id).map(CellStack::of);
  }

  /** The stacks of all cells in the region. */
  public static List<CellStack> all(AwsClients clients) {
    return AwsFailures.explained(
        "list the stacks in " + clients.settings().region().id(),
        () ->
            clients.cloudFormation().describeStacksPaginator().stacks().stream()
                .filter(CellStack::isCell)
                .map(CellStack::of)
                .toList());
  }

  private static Optional<Stack> describe(AwsClients clients, String nameOrId) {
    try {
      return clients
          .cloudFormation()
          .describeStacks(request -> request.stackName(nameOrId))
          .stacks()
          .stream()
          .findFirst();
    } catch (CloudFormationException e) {
      if (saysThereIsNone(e)) {
        return Optional.empty();
      }
      throw AwsFailures.of("describe stack " + nameOrId, e);
    } catch (SdkClientException e) {
      throw AwsFailures.of("describe stack " + nameOrId, e);
    }
  }

  /** CloudFormation has no code of its own for a stack that is not there. */
  static boolean saysThereIsNone(CloudFormationException failure) {
    return AwsFailures.code(failure).equals("ValidationError")
        && AwsFailures.reason(failure).contains("does not exist");
  }

  private static CellStack owned(Stack stack, CellName cell) {
    if (!isCell(stack)) {
      throw CellException.failed(
          "stack " + cell + " is not a cell's: it has no tag " + CELL_TAG + "=" + cell,
          "choose another name, or remove that stack if you know what it is");
    }
    return of(stack);
  }

  private static boolean isCell(Stack stack) {
    return stack.parentId() == null
        && stack.stackName().equals(tags(stack).get(CELL_TAG))
        && isCellName(stack.stackName());
  }

  private static boolean isCellName(String name) {
    try {
      return CellName.parse(name).value().equals(name);
    } catch (InvalidInputException e) {
      return false;
    }
  }

  private static CellStack of(Stack stack) {
    return new CellStack(
        CellName.parse(stack.stackName()),
        stack.stackId(),
        stack.stackStatus(),
        Optional.ofNullable(stack.stackStatusReason()).orElse(""),
        stack.creationTime(),
        stack.parameters().stream()
            .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue)),
        stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)),
        tags(stack),
        Boolean.TRUE.equals(stack.enableTerminationProtection()));
  }

  private static Map<String, String> tags(Stack stack) {
    return stack.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  public StackPhase phase() {
    return StackPhase.of(status);
  }

  public Optional<String> output(String key) {
    return Optional.ofNullable(outputs.get(key));
  }

  public Optional<String> parameter(String key) {
    return Optional.ofNullable(parameters.get(key));
  }

  /**
   * The tags of a cell's stack.
   *
   * @param version of the program that makes or updates it
   */
  public static Map<String, String> tags(CellName cell, String version, Engine engine) {
    Map<String, String> tags = new TreeMap<>(Map.of(CELL_TAG, cell.value(), VERSION_TAG, version));
    if (engine != Engine.EMBEDDED) {
      tags.put(ENGINE_TAG, engine.toString());
    }
    return tags;
  }

  /** What schedules work in its body. */
  public Engine engine() {
    return Optional.ofNullable(tags.get(ENGINE_TAG)).map(Engine::parse).orElse(Engine.EMBEDDED);
  }

  /** The program version that made or last updated the cell. */
  public Optional<String> version() {
    return Optional.ofNullable(tags.get(VERSION_TAG));
  }
}
