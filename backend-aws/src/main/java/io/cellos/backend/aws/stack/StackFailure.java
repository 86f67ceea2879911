package io.cellos.backend.aws.stack;

import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * The resource with which an operation on a cell's stacks failed.
 *
 * @param stack the name of the stack that has the resource
 * @param resource its logical id
 * @param type such as {@code AWS::AutoScaling::AutoScalingGroup}
 * @param reason in CloudFormation's words
 */
public record StackFailure(String stack, String resource, String type, String reason) {

  static StackFailure of(StackEvent event) {
    return new StackFailure(
        event.stackName(), event.logicalResourceId(), event.resourceType(), reason(event));
  }

  static String reason(StackEvent event) {
    return event.resourceStatusReason() == null ? "" : event.resourceStatusReason();
  }

  /** For people: {@code Group (AWS::AutoScaling::AutoScalingGroup) of demo-Nucleus-…: reason}. */
  @Override
  public String toString() {
    return resource + " (" + type + ") of " + stack + (reason.isEmpty() ? "" : ": " + reason);
  }
}
