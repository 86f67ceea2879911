package io.cellos.backend.local.controller;

import io.cellos.backend.NodeTimeline;
import io.cellos.backend.local.log.StoredEvent;
import io.cellos.model.CellDescription;
import java.util.List;

/**
 * The page for people: the nodes with their boot as bars, the load balancers, the last events. It
 * needs nothing from elsewhere and draws itself again every two seconds. Log lines stay out of it,
 * because everybody on this machine can open it.
 */
final class StatusPage {
  private static final String STYLE =
      """
      body{font:14px/1.5 system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em;color:#222;background:#fff}
      h1{font-size:1.4em}h2{font-size:1.1em;margin-top:1.6em}
      table{border-collapse:collapse;width:100%}
      th,td{text-align:left;padding:.25em .8em .25em 0;border-bottom:1px solid #ddd;vertical-align:top}
      .bar{position:relative;height:1.3em;background:#eee;min-width:20em}
      .step{position:absolute;top:0;bottom:0;min-width:2px;background:#4a7;overflow:hidden;white-space:nowrap;font-size:.8em;color:#fff}
      .step:nth-child(even){background:#296}
      .step.failed{background:#c33}.step.open{background:#c90}
      .healthy{color:#286}.unhealthy,.failed{color:#b22}.wait{color:#666}
      @media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}th,td{border-color:#333}.bar{background:#333}a{color:#8bf}}
      """;

  private StatusPage() {}

  static String html(CellDescription cell, List<NodeTimeline> timelines, List<StoredEvent> events) {
    StringBuilder page = new StringBuilder(8192);
    page.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta http-equiv=\"refresh\" content=\"2\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .append(text(cell.cell()))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body><h1>cell ")
        .append(text(cell.cell()))
        .append(": ")
        .append(text(cell.status()))
        .append("</h1><p>version ")
        .append(text(cell.version()))
        .append(", created ")
        .append(text(cell.created()))
        .append("</p>");
    nodes(page, cell, timelines);
    balancers(page, cell);
    events(page, events);
    return page.append("</body></html>").toString();
  }

  private static void nodes(
      StringBuilder page, CellDescription cell, List<NodeTimeline> timelines) {
    TimeScale scale = TimeScale.of(timelines);
    page.append("<h2>Nodes</h2><table><tr><th>node<th>address<th>state<th>health<th>boot</tr>");
    for (NodeTimeline node : timelines) {
      page.append("<tr><td>")
          .append(text(node.label()))
          .append("<td>")
          .append(text(node.node().privateIp()))
          .append("<td class=\"" + text(node.node().state()) + "\">")
          .append(text(node.node().state()))
          .append("<td class=\"" + text(node.node().health()) + "\">")
          .append(text(node.node().health()))
          .append("<td><div class=\"bar\">");
      scale.steps(node).forEach(step -> bar(page, step));
      page.append("</div>");
      node.waitingFor()
          .ifPresent(
              what ->
                  page.append("<span class=\"wait\">waits for ")
                      .append(text(what))
                      .append("</span>"));
      page.append("</tr>");
    }
    page.append("</table><p>");
    for (CellDescription.Group group : cell.groups()) {
      page.append(text(group.role()))
          .append(": ")
          .append(group.nodes().size())
          .append(" of ")
          .append(group.desired())
          .append(" &nbsp; ");
    }
    page.append("</p>");
  }

  private static void bar(StringBuilder page, TimeScale.Step step) {
    String label = text(step.name() + " " + step.seconds());
    page.append("<div class=\"step ")
        .append(step.outcome())
        .append(
            "\" style=\"left:%.1f%%;width:%.1f%%\" title=\"".formatted(step.left(), step.width()))
        .append(label)
        .append("\">")
        .append(label)
        .append("</div>");
  }

  private static void balancers(StringBuilder page, CellDescription cell) {
    page.append("<h2>Load balancers</h2><table><tr><th>name<th>address<th>healthy</tr>");
    for (CellDescription.LoadBalancer balancer : cell.loadBalancers()) {
      page.append("<tr><td>")
          .append(text(balancer.name()))
          .append("<td><a href=\"" + text(balancer.url()) + "\">")
          .append(text(balancer.url()))
          .append("</a><td>")
          .append(balancer.healthy())
          .append(" of ")
          .append(balancer.targets())
          .append("</tr>");
    }
    page.append("</table>");
  }

  private static void events(StringBuilder page, List<StoredEvent> events) {
    page.append("<h2>Events</h2><table>");
    for (StoredEvent event : events.reversed()) {
      page.append("<tr><td>")
          .append(text(event.at()))
          .append("<td>")
          .append(text(event.source()))
          .append("<td>")
          .append(text(event.message()))
          .append("</tr>");
    }
    page.append("</table>");
  }

  /** Text from outside, harmless in a page and in attributes. */
  static String text(Object value) {
    return String.valueOf(value)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
