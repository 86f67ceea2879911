package io.cellos.bench;

import io.cellos.base.http.HttpServers;
import io.cellos.base.process.JavaCommand;
import io.cellos.it.Launcher;
import io.cellos.it.mesos.Mesos;
import io.cellos.it.mesos.SimulatedAgents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tasks a second through a real master, on agents that run nothing, and how that grows. */
final class MesosScaleBench implements Bench.Benchmark {
  private static final int TASKS = 10_000;
  private static final int[] AGENTS = {100, 1_000, 5_000};
  private static final int HEAP_MEGABYTES = 1024;
  private static final String ADDRESS = "127.99.5.1";

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("Mesos master, " + TASKS + " tasks on simulated agents");
    JavaCommand java = launcher.java();
    double floor = postsPerSecond();
    report.line("floor: bare server, calls/s", Math.round(floor));
    for (int agents : AGENTS) {
      try (Mesos mesos = new Mesos(java)) {
        Mesos.Member master = mesos.master(ADDRESS, "", HEAP_MEGABYTES);
        long begin = System.nanoTime();
        try (SimulatedAgents simulated =
            SimulatedAgents.start(
                master.uri(), agents, "cpus:16;mem:16384;disk:16384;ports:[31000-32000]")) {
          double registered = (System.nanoTime() - begin) / 1e9;
          Duration before = master.processorTime();
          Duration own = ownProcessorTime();
          Duration took = new TaskRush(TASKS, agents).run(master.uri());
          Duration ofMaster = master.processorTime().minus(before);
          Duration ofRest = ownProcessorTime().minus(own);
          double rate = TASKS / (took.toNanos() / 1e9);
          String size = agents + " agents: ";
          report.line(size + "registered", "%.2f s".formatted(registered));
          report.line(size + "tasks/s to RUNNING, acknowledged", Math.round(rate));
          report.line(
              size + "processor time for a task, master and the rest",
              "%.2f and %.2f ms"
                  .formatted(
                      ofMaster.toMillis() / (double) TASKS, ofRest.toMillis() / (double) TASKS));
          report.line(size + "master's memory", (master.memory() >> 20) + " MB");
          report.ratio(size + "ratio to the floor", rate, floor);
          if (agents == 1_000) {
            report.goal("1,000 agents, time for a task", 1000 / rate, 0.5, "ms");
          }
        }
      }
    }
  }

  private static Duration ownProcessorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * Each task costs the framework one call at least, its acknowledgement: so many of the same kind
   * can be answered by a server that does nothing else.
   */
  private static double postsPerSecond() throws IOException, InterruptedException {
    InetAddress address = InetAddress.getByName("127.99.5.2");
    var server =
        HttpServers.start(
            address,
            0,
            routes ->
                routes.post(
                    "/",
                    (request, response) -> {
                      request.content().as(byte[].class);
                      response.status(io.helidon.http.Status.ACCEPTED_202).send();
                    }));
    try (HttpClient http = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      URI uri = URI.create("http://127.99.5.2:" + server.port() + "/");
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .version(HttpClient.Version.HTTP_1_1)
              .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[150]))
              .build();
      long begin = System.nanoTime();
      for (int call = 0; call < TASKS; call++) {
        threads.execute(() -> post(http, request));
      }
      threads.shutdown();
      threads.awaitTermination(5, java.util.concurrent.TimeUnit.MINUTES);
      return TASKS / ((System.nanoTime() - begin) / 1e9);
    } finally {
      server.stop();
    }
  }

  private static void post(HttpClient http, HttpRequest request) {
    try {
      http.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
