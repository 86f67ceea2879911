package io.cellos.backend.aws.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * What a stack shall become.
 *
 * @param templateUrl of the template in the bucket; empty for the one that the stack has
 * @param parameters with their new values
 * @param kept parameters that keep the value they have; all others take the template's default
 * @param tags of the stack and everything in it; empty to keep what it has
 */
public record ChangeRequest(
    Optional<String> templateUrl,
    Map<String, String> parameters,
    Set<String> kept,
    Map<String, String> tags) {

  public ChangeRequest {
    parameters = Map.copyOf(parameters);
    kept = Set.copyOf(kept);
    tags = Map.copyOf(tags);
  }

  /** The stack as it is, but for these parameters. */
  public static ChangeRequest of(CellStack stack, Map<String, String> parameters) {
    return new ChangeRequest(
        Optional.empty(), parameters, stack.parameters().keySet(), stack.tags());
  }

  List<Parameter> sdkParameters() {
    List<Parameter> all = new ArrayList<>();
    parameters.forEach(
        (key, value) ->
            all.add(Parameter.builder().parameterKey(key).parameterValue(value).build()));
    kept.stream()
        .filter(key -> !parameters.containsKey(key))
        .map(key -> Parameter.builder().parameterKey(key).usePreviousValue(true).build())
        .forEach(all::add);
    return all;
  }

  List<Tag> sdkTags() {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
