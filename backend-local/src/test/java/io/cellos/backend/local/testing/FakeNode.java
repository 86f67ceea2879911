package io.cellos.backend.local.testing;

import com.sun.net.httpserver.HttpServer;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.BootEvent;
import io.cellos.model.NodeId;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import io.cellos.nucleus.membership.Registration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A node program that keeps the contract of nodes and does nothing else: it boots at once, and the
 * first registered nucleus node keeps the record of the ensemble. What it answers can be steered by
 * the file {@code <NODE_NAME>.state} beside the cell's directory.
 */
public final class FakeNode {
  private static final Map<String, String> ENV = System.getenv();
  private static final NodeId ID = NodeId.parse(ENV.get("NODE_ID"));

  private FakeNode() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    DirectoryStore store = DirectoryStore.open(Path.of(URI.create(ENV.get("CELL_SHARED"))));
    Path home = Path.of(ENV.get("NODE_HOME"));
    log(home, "boots");
    if (state().equals("crash")) {
      log(home, "can't go on: crash was asked for");
      System.exit(3);
    }
    Instant now = Instant.now();
    new BootStatus(store)
        .write(
            ID,
            List.of(
                new BootEvent("register", BootEvent.Kind.START, now),
                new BootEvent("register", BootEvent.Kind.END, now.plusMillis(5)),
                new BootEvent(
                    state().equals("failed") ? "hello.provision" : "ready",
                    state().equals("failed") ? BootEvent.Kind.FAILED : BootEvent.Kind.END,
                    now.plusMillis(9))));
    boolean nucleus = ENV.get("CELL_ROLE").equals("nucleus");
    if (nucleus) {
      Files.createDirectories(home.resolve("zookeeper/version-2"));
      serve(8181, "/");
      new NucleusStore(store).register(new Registration(ID, ENV.get("NODE_IP"), now));
    }
    serve(8079, "/health");
    log(home, "serves");
    while (true) {
      if (nucleus) {
        keepEnsemble(new NucleusStore(store));
      }
      Thread.sleep(50);
    }
  }

  private static void serve(int port, String path) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(ENV.get("NODE_IP"), port), 0);
    server.createContext(
        path,
        exchange -> {
          String state = state();
          byte[] body =
              "{\"state\":\"%s\",\"detail\":\"fake\",\"node\":\"%s\"}"
                  .formatted(state, ENV.get("NODE_NAME"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(state.equals("ready") ? 200 : 503, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private static String state() {
    try {
      return Files.readString(
              Path.of(ENV.get("CELL_DIR")).resolveSibling(ENV.get("NODE_NAME") + ".state"))
          .strip();
    } catch (IOException e) {
      return "ready";
    }
  }

  private static void keepEnsemble(NucleusStore store) throws IOException {
    List<Registration> all = store.registrations();
    Optional<Goal> goal = store.goal();
    if (goal.isEmpty() || all.isEmpty() || !all.getFirst().node().equals(ID)) {
      return;
    }
    Set<NodeId> leaving = goal.get().leaving();
    List<Member> members = new ArrayList<>();
    for (Registration node : all) {
      if (!leaving.contains(node.node())) {
        members.add(
            new Member(members.size() + 1, node.node(), node.host(), Member.Kind.PARTICIPANT));
      }
    }
    Optional<NucleusStore.Seen> seen = store.seen();
    if (seen.map(s -> s.ensemble().members()).filter(members::equals).isEmpty()) {
      long revision = seen.map(s -> s.ensemble().revision()).orElse(0L) + 1;
      store.replace(seen, new Ensemble(1, revision, 1, members.size() + 1, null, members));
    }
  }

  private static void log(Path home, String message) throws IOException {
    Files.writeString(
        home.resolve("logs/node.log"),
        Instant.now() + " INFO FakeNode: " + message + "\n",
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
  }
}
