package io.cellos.mesos.master.api;

import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.JsonAnswer;
import io.cellos.mesos.http.MachineNumbers;
import io.cellos.mesos.http.Paths;
import io.cellos.mesos.http.Refusal;
import io.cellos.mesos.master.render.MasterJson;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import org.apache.mesos.v1.Protos.MasterInfo;

/** The classic endpoints that every master answers, whoever leads. */
final class InfoApi {
  private final Site site;
  private final Metrics metrics;

  InfoApi(Site site, Metrics metrics) {
    this.site = site;
    this.metrics = metrics;
  }

  void add(Paths paths) {
    StateApi state = new StateApi(site);
    paths
        .add("/health", exchange -> exchange.text(Status.OK_200, ""))
        .add(
            "/version",
            exchange ->
                JsonAnswer.sendObject(
                    exchange, out -> MasterJson.version(out, BuildInfo.version())))
        .add("/flags", exchange -> JsonAnswer.sendObject(exchange, state::flags))
        .add("/metrics/snapshot", this::snapshot)
        .add("/metrics", this::prometheus)
        .add("/system/stats.json", this::system)
        .add("/system/stats", this::system)
        .add("/redirect", this::redirect)
        .addBelow(
            "/redirect",
            exchange -> {
              throw new Refusal(Status.NOT_FOUND_404, "");
            });
  }

  private void snapshot(Exchange exchange) throws IOException, InterruptedException {
    SortedMap<String, Double> all = metrics.now();
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
    metrics
        .now()
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

  /** The machine, under the names that this older endpoint has. */
  private void system(Exchange exchange) throws IOException {
    Map<String, Double> all = MachineNumbers.now();
    JsonAnswer.sendObject(
        exchange,
        out -> {
          for (Map.Entry<String, Double> metric : all.entrySet()) {
            String name = metric.getKey().substring("system/".length());
            out.writeNumberField(
                name.startsWith("load_") ? "avg_" + name : name, metric.getValue());
          }
        });
  }

  private void redirect(Exchange exchange) {
    MasterInfo leader =
        switch (site.leadership().get()) {
          case Leadership.Nobody _ ->
              throw new Refusal(Status.SERVICE_UNAVAILABLE_503, "No leader elected");
          case Leadership.Other(MasterInfo other) -> other;
          case Leadership.Recovering _, Leadership.Leading _ -> site.self();
        };
    exchange.redirect(Site.base(leader));
  }
}
