package io.cellos.mesos.master.api;

import io.cellos.mesos.http.Endpoint;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.master.core.view.AgentView;
import io.cellos.mesos.master.core.view.FrameworkView;
import io.cellos.mesos.master.core.view.MasterView;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Task;

/** The page for people: agents, frameworks, tasks. It needs nothing from elsewhere. */
final class Page implements Endpoint {
  private static final int MOST_TASKS = 500;

  private static final String HEAD =
      """
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width"><title>Mesos</title><style>
      body{font:14px/1.5 system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em;color:#222;background:#fff}
      h1{font-size:1.4em}h2{font-size:1.1em;margin-top:1.6em}
      table{border-collapse:collapse;width:100%}
      th,td{text-align:left;padding:.25em .8em .25em 0;border-bottom:1px solid #ddd;vertical-align:top}
      @media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}th,td{border-color:#333}}
      </style></head><body>
      """;

  private final Site site;

  Page(Site site) {
    this.site = site;
  }

  @Override
  public void answer(Exchange exchange) throws IOException, InterruptedException {
    Optional<Leadership.Leading> leading = site.leading(exchange);
    if (leading.isPresent()) {
      String page = html(leading.get().loop().view());
      exchange.response().header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
      exchange.response().send(page.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String html(MasterView view) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<h1>Mesos ").append(text(site.cluster().orElse(""))).append("</h1><p>master ");
    page.append(text(site.self().getPid())).append("</p>");
    agents(page, view.agents());
    frameworks(page, view.frameworks());
    tasks(page, view.frameworks());
    return page.append("</body></html>").toString();
  }

  private static void agents(StringBuilder page, List<AgentView> agents) {
    table(page, "agents", agents.size(), "agent", "host", "active", "resources", "used");
    for (AgentView agent : agents) {
      AgentInfo info = agent.summary().getAgentInfo();
      row(
          page,
          info.getId().getValue(),
          info.getHostname() + ":" + info.getPort(),
          agent.summary().getActive() ? "yes" : "no",
          agent.total().toString(),
          agent.used().toString());
    }
    page.append("</table>");
  }

  private static void frameworks(StringBuilder page, List<FrameworkView> frameworks) {
    table(page, "frameworks", frameworks.size(), "framework", "name", "connected", "tasks", "used");
    for (FrameworkView framework : frameworks) {
      FrameworkInfo info = framework.summary().getFrameworkInfo();
      row(
          page,
          info.getId().getValue(),
          info.getName(),
          framework.summary().getConnected() ? "yes" : "no",
          String.valueOf(framework.tasks().size()),
          framework.used().toString());
    }
    page.append("</table>");
  }

  private static void tasks(StringBuilder page, List<FrameworkView> frameworks) {
    int count = frameworks.stream().mapToInt(framework -> framework.tasks().size()).sum();
    table(page, "tasks", count, "task", "name", "state", "framework", "agent");
    frameworks.stream()
        .flatMap(framework -> framework.tasks().stream())
        .limit(MOST_TASKS)
        .forEach(task -> row(page, task));
    page.append("</table>");
  }

  private static void row(StringBuilder page, Task task) {
    row(
        page,
        task.getTaskId().getValue(),
        task.getName(),
        task.getState().name(),
        task.getFrameworkId().getValue(),
        task.getAgentId().getValue());
  }

  private static void table(StringBuilder page, String title, int count, String... columns) {
    page.append("<h2>").append(count).append(' ').append(title).append("</h2><table><tr>");
    for (String column : columns) {
      page.append("<th>").append(column);
    }
    page.append("</tr>");
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("<tr>");
    for (String cell : cells) {
      page.append("<td>").append(text(cell));
    }
    page.append("</tr>");
  }

  private static String text(String any) {
    return any.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
