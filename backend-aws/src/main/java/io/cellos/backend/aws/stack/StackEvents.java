package io.cellos.backend.aws.stack;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** DRAFT. */
public final class StackEvents {
  private StackEvents() {}

  public static List<StackEvent> of(AwsClients clients, String stackId) {
    List<StackEvent> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    read(clients, stackId, seen, all);
    all.sort(Comparator.comparing(StackEvent::timestamp));
    return all;
  }

  private static void read(AwsClients clients, String id, Set<String> seen, List<StackEvent> all) {
    if (!seen.add(id)) {
      return;
    }
    List<StackEvent> events = AwsFailures.explained("read the events of stack " + id, () -> clients.cloudFormation().describeStackEventsPaginator(b -> b.stackName(id)).stackEvents().stream().toList());
    all.addAll(events);
    for (StackEvent e : events) {
      if ("AWS::CloudFormation::Stack".equals(e.resourceType()) && e.physicalResourceId() != null && !e.physicalResourceId().isBlank()) {
        read(clients, e.physicalResourceId(), seen, all);
      }
    }
  }
}
