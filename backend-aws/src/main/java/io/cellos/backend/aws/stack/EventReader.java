package io.cellos.backend.aws.stack;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** Reads the events of a stack and of every stack that its events name, newest page first. */
final class EventReader {
  static final String STACK = "AWS::CloudFormation::Stack";

  private final AwsClients clients;
  private final Instant from;
  private final Set<String> read = new HashSet<>();
  private final Map<String, StackEvent> byId = new LinkedHashMap<>();

  EventReader(AwsClients clients, Instant from) {
    this.clients = clients;
    this.from = from;
  }

  /** Oldest first within each stack. */
  List<StackEvent> read(String stackId) {
    visit(stackId, true);
    return List.copyOf(byId.values());
  }

  private void visit(String stackId, boolean isRoot) {
    if (!read.add(stackId)) {
      return;
    }
    List<StackEvent> events = eventsOf(stackId, isRoot);
    events.forEach(event -> byId.putIfAbsent(event.eventId(), event));
    events.stream()
        .filter(event -> STACK.equals(event.resourceType()))
        .map(StackEvent::physicalResourceId)
        .filter(id -> id != null && id.startsWith("arn:"))
        .forEach(id -> visit(id, false));
  }

  private List<StackEvent> eventsOf(String stackId, boolean isRoot) {
    List<StackEvent> events = new ArrayList<>();
    try {
      for (StackEvent event :
          clients
              .cloudFormation()
              .describeStackEventsPaginator(request -> request.stackName(stackId))
              .stackEvents()) {
        if (event.timestamp().isBefore(from)) {
          break; // the rest, and the pages after it, are older
        }
        events.add(event);
      }
    } catch (CloudFormationException e) {
      // CloudFormation forgets deleted nested stacks before it forgets the events that name them.
      if (isRoot || !CellStack.saysThereIsNone(e)) {
        throw AwsFailures.of("read the events of stack " + stackId, e);
      }
    } catch (SdkException e) {
      throw AwsFailures.of("read the events of stack " + stackId, e);
    }
    return events.reversed();
  }
}
