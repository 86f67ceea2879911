package io.cellos.bench;

import io.cellos.it.Launcher;
import io.cellos.it.mesos.Framework;
import io.cellos.it.mesos.Mesos;
import io.cellos.it.mesos.SimulatedAgents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** How soon a framework is offered what is free, when a hundred others are there. */
final class MesosOffersBench implements Bench.Benchmark {
  private static final int FRAMEWORKS = 100;
  private static final int AGENTS = 100;
  private static final int NEWCOMERS = 100;
  private static final String ADDRESS = "127.99.7.1";

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("offers, " + FRAMEWORKS + " frameworks, " + AGENTS + " agents");
    List<Framework> others = new ArrayList<>();
    try (Mesos mesos = new Mesos(launcher.java());
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Mesos.Member master = mesos.master(ADDRESS, "", 256);
      try (SimulatedAgents simulated =
          SimulatedAgents.start(master.uri(), AGENTS, "cpus:8;mem:8192;disk:8192")) {
        for (int index = 0; index < FRAMEWORKS; index++) {
          others.add(decliner(http, master.uri(), index));
        }
        Sample sample = new Sample();
        for (int newcomer = 0; newcomer < NEWCOMERS; newcomer++) {
          sample.add(firstOffer(http, master.uri(), newcomer));
        }
        report.line("SUBSCRIBE to first OFFERS", sample);
        report.line("99th percentile", "%.3f s".formatted(sample.seconds(99)));
        report.line("peer: Apache Mesos' allocation interval", "1 s");
        report.goal("99th percentile", sample.seconds(99), 1, "s");
      } finally {
        others.forEach(Framework::close);
      }
    }
  }

  private static FrameworkInfo info(String name) {
    return FrameworkInfo.newBuilder().setUser("root").setName(name).build();
  }

  /** A framework that wants nothing for an hour. */
  private static Framework decliner(HttpClient http, URI master, int index)
      throws IOException, InterruptedException {
    CompletableFuture<Framework> self = new CompletableFuture<>();
    Framework framework =
        Framework.subscribe(
            http, master, info("other-" + index), event -> decline(self, event, 3600));
    self.complete(framework);
    return framework;
  }

  private static void decline(CompletableFuture<Framework> self, Event event, double seconds) {
    if (event.getType() == Event.Type.OFFERS) {
      Call.Decline.Builder decline =
          Call.Decline.newBuilder().setFilters(Filters.newBuilder().setRefuseSeconds(seconds));
      event.getOffers().getOffersList().stream().map(Offer::getId).forEach(decline::addOfferIds);
      self.join().call(Call.newBuilder().setType(Call.Type.DECLINE).setDecline(decline));
    }
  }

  private static Duration firstOffer(HttpClient http, URI master, int index)
      throws IOException, InterruptedException {
    CompletableFuture<Long> offered = new CompletableFuture<>();
    long begin = System.nanoTime();
    Framework framework =
        Framework.subscribe(
            http,
            master,
            info("newcomer-" + index),
            event -> {
              if (event.getType() == Event.Type.OFFERS) {
                offered.complete(System.nanoTime());
              }
            });
    try {
      return Duration.ofNanos(offered.get(30, TimeUnit.SECONDS) - begin);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no offer in 30 s " + framework.failure(), e);
    } finally {
      framework.tearDown();
      framework.close();
    }
  }
}
