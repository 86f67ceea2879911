package io.cellos.mesos.agent.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.mesos.agent.core.AgentView;
import io.cellos.mesos.agent.launch.Launcher;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.JsonAnswer;
import io.cellos.mesos.http.Paths;
import io.cellos.mesos.http.Refusal;
import io.cellos.mesos.master.render.MessageJson;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.agent.Protos.Response.GetContainers;

/** The classic endpoints of an agent. */
public final class ClassicApi {
  private final AgentSite site;
  private final AgentMetrics metrics;
  private final ContainersView containers;

  public ClassicApi(AgentSite site, AgentMetrics metrics, Launcher launcher) {
    this.site = site;
    this.metrics = metrics;
    this.containers = new ContainersView(site, launcher);
  }

  public void add(Paths paths) {
    paths
        .add("/health", exchange -> exchange.text(Status.OK_200, ""))
        .add("/version", exchange -> JsonAnswer.sendObject(exchange, StateJson::version))
        .add(
            "/flags",
            exchange -> JsonAnswer.sendObject(exchange, out -> StateJson.flags(out, site)))
        .add("/state", this::state)
        .add("/containers", this::containers)
        .add("/monitor/statistics", this::statistics)
        .add("/metrics/snapshot", this::snapshot)
        .add("/metrics", this::prometheus);
  }

  private void state(Exchange exchange) throws IOException, InterruptedException {
    AgentView view = site.view().now();
    JsonAnswer.sendObject(exchange, out -> new StateJson(site, view, out).write());
  }

  private void containers(Exchange exchange) throws IOException, InterruptedException {
    Optional<String> container = exchange.query("container_id");
    Optional<String> framework = exchange.query("framework_id");
    Optional<String> executor = exchange.query("executor_id");
    boolean mixed = container.isPresent() && (framework.isPresent() || executor.isPresent());
    if (mixed || (executor.isPresent() && framework.isEmpty())) {
      throw Refusal.malformed(
          "Supported query parameters are container_id only, framework_id only, or executor_id"
              + " and framework_id only");
    }
    List<GetContainers.Container> wanted =
        containers.now(false).stream()
            .filter(c -> container.stream().allMatch(c.getContainerId().getValue()::equals))
            .filter(c -> framework.stream().allMatch(c.getFrameworkId().getValue()::equals))
            .filter(c -> executor.stream().allMatch(c.getExecutorId().getValue()::equals))
            .toList();
    array(exchange, wanted, ClassicApi::container);
  }

  private static void container(JsonGenerator out, GetContainers.Container container)
      throws IOException {
    names(out, container);
    out.writeStringField("container_id", container.getContainerId().getValue());
    MessageJson.write(out, "status", container.getContainerStatus());
    if (container.hasResourceStatistics()) {
      MessageJson.write(out, "statistics", container.getResourceStatistics());
    }
  }

  private static void names(JsonGenerator out, GetContainers.Container container)
      throws IOException {
    out.writeStringField("executor_id", container.getExecutorId().getValue());
    out.writeStringField("executor_name", container.getExecutorName());
    out.writeStringField("framework_id", container.getFrameworkId().getValue());
    out.writeStringField("source", container.getExecutorId().getValue());
  }

  private void statistics(Exchange exchange) throws IOException, InterruptedException {
    List<GetContainers.Container> measured =
        containers.now(false).stream()
            .filter(GetContainers.Container::hasResourceStatistics)
            .toList();
    array(
        exchange,
        measured,
        (out, container) -> {
          names(out, container);
          MessageJson.write(out, "statistics", container.getResourceStatistics());
        });
  }

  private interface Write<T> {
    void to(JsonGenerator out, T value) throws IOException;
  }

  private static <T> void array(Exchange exchange, List<T> values, Write<T> write)
      throws IOException {
    JsonAnswer.send(
        exchange,
        out -> {
          out.writeStartArray();
          for (T value : values) {
            out.writeStartObject();
            write.to(out, value);
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private Map<String, Double> now() throws IOException, InterruptedException {
    return metrics.of(site.view().now(), site.started());
  }

  private void snapshot(Exchange exchange) throws IOException, InterruptedException {
    Map<String, Double> all = now();
    JsonAnswer.sendObject(
        exchange,
        out -> {
          for (Map.Entry<String, Double> metric : all.entrySet()) {
            out.writeNumberField(metric.getKey(), metric.getValue());
          }
        });
  }

  private void prometheus(Exchange exchange) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    now()
        .forEach(
            (name, value) ->
                text.append("mesos_")
                    .append(name.replaceAll("[^A-Za-z0-9_]", "_"))
                    .append(' ')
                    .append(value)
                    .append('\n'));
    exchange.response().header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4");
    exchange.response().send(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
