package io.cellos.mesos.master.api;

import com.google.protobuf.Message;
import io.cellos.mesos.http.Endpoint;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.JsonAnswer;
import io.cellos.mesos.http.Paths;
import io.cellos.mesos.master.core.view.MasterView;
import io.cellos.protocols.mesos.ProtoJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.mesos.v1.Protos.WeightInfo;
import org.apache.mesos.v1.master.Protos.Call;

/** The classic endpoints that change something: operators' calls in older forms. */
final class ChangeApi {
  private final Site site;

  ChangeApi(Site site) {
    this.site = site;
  }

  /** Makes a call of a request. */
  private interface Reading {
    Call.Builder call(Exchange exchange);
  }

  @SuppressWarnings("deprecation") // the endpoints are as old as the calls
  void add(Paths paths) {
    paths
        .add("/teardown", posted(Call.Type.TEARDOWN, OldCalls::teardown))
        .add("/reserve", posted(Call.Type.RESERVE_RESOURCES, OldCalls::reserve))
        .add("/unreserve", posted(Call.Type.UNRESERVE_RESOURCES, OldCalls::unreserve))
        .add("/create-volumes", posted(Call.Type.CREATE_VOLUMES, OldCalls::createVolumes))
        .add("/destroy-volumes", posted(Call.Type.DESTROY_VOLUMES, OldCalls::destroyVolumes))
        .add("/machine/down", posted(Call.Type.START_MAINTENANCE, OldCalls::down))
        .add("/machine/up", posted(Call.Type.STOP_MAINTENANCE, OldCalls::up))
        .add("/maintenance/status", shown(MasterView::maintenance))
        .add(
            "/maintenance/schedule",
            either(
                "POST",
                shown(MasterView::schedule),
                posted(Call.Type.UPDATE_MAINTENANCE_SCHEDULE, OldCalls::schedule)))
        .add(
            "/quota",
            either(
                "POST",
                shown(view -> Reads.quotas(view.quotas())),
                posted(Call.Type.SET_QUOTA, OldCalls::quota)))
        .addBelow("/quota", acting("DELETE", Call.Type.REMOVE_QUOTA, OldCalls::noQuota))
        .add(
            "/weights",
            either(
                "PUT", this::weights, acting("PUT", Call.Type.UPDATE_WEIGHTS, OldCalls::weights)));
  }

  private Endpoint posted(Call.Type type, Reading reading) {
    return acting("POST", type, reading);
  }

  private Endpoint acting(String method, Call.Type type, Reading reading) {
    return exchange -> {
      Optional<Leadership.Leading> leading = site.leading(exchange);
      if (leading.isPresent()) {
        exchange.allow(method);
        Call call = reading.call(exchange).setType(type).build();
        KnownRoles.check(site, call);
        Verdicts.answer(exchange, leading.get().loop().operatorCall(call));
      }
    };
  }

  private Endpoint shown(Function<MasterView, Message> part) {
    return exchange -> {
      Optional<Leadership.Leading> leading = site.leading(exchange);
      if (leading.isPresent()) {
        exchange.allow("GET");
        Message message = part.apply(leading.get().loop().view());
        JsonAnswer.send(exchange, out -> out.writeTree(ProtoJson.tree(message)));
      }
    };
  }

  /** GET shows, the other method changes. */
  private Endpoint either(String method, Endpoint shown, Endpoint changed) {
    return exchange -> {
      if (site.leading(exchange).isPresent()) {
        exchange.allow("GET", method);
        (exchange.method().equals("GET") ? shown : changed).answer(exchange);
      }
    };
  }

  private void weights(Exchange exchange) throws IOException, InterruptedException {
    Optional<Leadership.Leading> leading = site.leading(exchange);
    if (leading.isPresent()) {
      List<WeightInfo> weights = leading.get().loop().view().weights();
      JsonAnswer.send(
          exchange,
          out -> {
            out.writeStartArray();
            for (WeightInfo weight : weights) {
              out.writeTree(ProtoJson.tree(weight));
            }
            out.writeEndArray();
          });
    }
  }
}
