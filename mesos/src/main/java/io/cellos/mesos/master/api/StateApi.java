package io.cellos.mesos.master.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.mesos.http.Endpoint;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.JsonAnswer;
import io.cellos.mesos.http.Paths;
import io.cellos.mesos.master.core.view.AgentView;
import io.cellos.mesos.master.core.view.FrameworkView;
import io.cellos.mesos.master.core.view.MasterView;
import io.cellos.mesos.master.render.AgentJson;
import io.cellos.mesos.master.render.FrameworkJson;
import io.cellos.mesos.master.render.MasterJson;
import io.cellos.mesos.master.render.RoleJson;
import io.cellos.mesos.master.render.SummaryJson;
import io.cellos.mesos.master.render.TaskJson;
import io.cellos.mesos.master.render.TaskList;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.MasterInfo;

/** The classic endpoints that show what the leading master knows. */
final class StateApi {
  private final Site site;

  StateApi(Site site) {
    this.site = site;
  }

  /** Writes the fields of an endpoint's object. */
  private interface Fields {
    void write(JsonGenerator out, MasterView view) throws IOException;
  }

  void add(Paths paths) {
    paths
        .add("/state", this::state)
        .add("/state-summary", of((out, view) -> summary(out, view)))
        .add("/slaves", this::agents)
        .add("/frameworks", this::frameworks)
        .add("/tasks", this::tasks)
        .add("/roles", of((out, view) -> RoleJson.write(out, "roles", view.roles())));
  }

  private Endpoint of(Fields fields) {
    return exchange -> {
      Optional<Leadership.Leading> leading = site.leading(exchange);
      if (leading.isPresent()) {
        MasterView view = leading.get().loop().view();
        JsonAnswer.sendObject(exchange, out -> fields.write(out, view));
      }
    };
  }

  private void state(Exchange exchange) throws IOException, InterruptedException {
    Instant elected =
        site.leadership().get() instanceof Leadership.Leading leading
            ? leading.elected()
            : site.started();
    of((out, view) -> {
          MasterInfo self = site.self();
          MasterJson.version(out, BuildInfo.version());
          MasterJson.leader(out, self, site.started(), elected);
          long active = view.agents().stream().filter(a -> a.summary().getActive()).count();
          out.writeNumberField("activated_slaves", active);
          out.writeNumberField("deactivated_slaves", view.agents().size() - active);
          out.writeNumberField("unreachable_slaves", view.unreachable().size());
          cluster(out);
          flags(out);
          AgentJson.write(out, "slaves", view.agents());
          AgentJson.writeRecovered(out, "recovered_slaves", view.recoveredAgents());
          FrameworkJson.write(out, "frameworks", view.frameworks());
          FrameworkJson.write(out, "completed_frameworks", view.completed());
          empty(out, "orphan_tasks", "unregistered_frameworks");
        })
        .answer(exchange);
  }

  private void cluster(JsonGenerator out) throws IOException {
    if (site.cluster().isPresent()) {
      out.writeStringField("cluster", site.cluster().get());
    }
  }

  void flags(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("flags");
    for (Map.Entry<String, String> flag : site.flags().entrySet()) {
      out.writeStringField(flag.getKey(), flag.getValue());
    }
    out.writeEndObject();
  }

  private void summary(JsonGenerator out, MasterView view) throws IOException {
    out.writeStringField("hostname", site.self().getHostname());
    cluster(out);
    SummaryJson.fields(out, view);
  }

  private void agents(Exchange exchange) throws IOException, InterruptedException {
    Optional<String> id = exchange.query("slave_id");
    of((out, view) -> {
          List<AgentView> shown =
              view.agents().stream()
                  .filter(a -> matches(id, a.summary().getAgentInfo().getId().getValue()))
                  .toList();
          AgentJson.writeFull(out, "slaves", shown);
          AgentJson.writeRecovered(
              out,
              "recovered_slaves",
              view.recoveredAgents().stream()
                  .filter(a -> matches(id, a.getId().getValue()))
                  .toList());
        })
        .answer(exchange);
  }

  private void frameworks(Exchange exchange) throws IOException, InterruptedException {
    Optional<String> id = exchange.query("framework_id");
    of((out, view) -> {
          FrameworkJson.write(out, "frameworks", only(id, view.frameworks()));
          FrameworkJson.write(out, "completed_frameworks", only(id, view.completed()));
          empty(out, "unregistered_frameworks");
        })
        .answer(exchange);
  }

  private static List<FrameworkView> only(Optional<String> id, List<FrameworkView> frameworks) {
    return frameworks.stream()
        .filter(f -> matches(id, f.summary().getFrameworkInfo().getId().getValue()))
        .toList();
  }

  private static boolean matches(Optional<String> wanted, String id) {
    return wanted.isEmpty() || wanted.get().equals(id);
  }

  private void tasks(Exchange exchange) throws IOException, InterruptedException {
    TaskList list =
        new TaskList(
            number(exchange, "limit", TaskList.USUAL_LIMIT),
            number(exchange, "offset", 0),
            exchange.query("order").filter("asc"::equals).isPresent(),
            exchange.query("framework_id"),
            exchange.query("task_id"));
    of((out, view) -> TaskJson.write(out, "tasks", list.of(view))).answer(exchange);
  }

  /** What is no number counts as if it were not there, as in Mesos. */
  private static long number(Exchange exchange, String name, long usual) {
    return exchange
        .query(name)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(usual);
  }

  /** What there can't be any more and old tools ask for. */
  private static void empty(JsonGenerator out, String... fields) throws IOException {
    for (String field : fields) {
      out.writeArrayFieldStart(field);
      out.writeEndArray();
    }
  }
}
