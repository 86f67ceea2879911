package io.cellos.cli.training;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.http.HttpServers;
import io.cellos.base.lifecycle.Logs;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The training run of the ahead-of-time cache for the command on EC2: looking at a cell that a
 * server of its own makes up. It is apart from the command's other cache, because a command that
 * does not use the SDK must not load it.
 */
public final class AwsTraining {
  private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

  private AwsTraining() {}

  /** Exits 0 if everything that shall be trained ran. */
  public static void main(String[] arguments) {
    Logs.off();
    try {
      Path directory = Files.createTempDirectory("cell-os-training-");
      WebServer endpoint =
          HttpServers.start(
              InetAddress.getLoopbackAddress(),
              0,
              routes -> routes.post("/", AwsTraining::query).get("/*", AwsTraining::bucket));
      try {
        look(directory, endpoint.port());
      } finally {
        endpoint.stop();
        AtomicFiles.deleteTree(directory);
      }
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(0); // the SDK leaves threads behind
  }

  private static void look(Path directory, int port) throws IOException {
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + port);
    System.setProperty("aws.accessKeyId", "training");
    System.setProperty("aws.secretAccessKey", "training");
    Verbs verbs =
        new Verbs(
            Map.of(
                "CELLOS_HOME",
                directory.resolve("home").toString(),
                "CELL_BACKEND",
                "aws",
                "AWS_REGION",
                "us-east-1"));
    verbs.run("list");
    verbs.run("list training");
    verbs.run("list training -o json");
  }

  private static void query(ServerRequest request, ServerResponse response) {
    Matcher action = ACTION.matcher(request.content().as(String.class));
    String name = action.find() ? action.group(1) : "";
    send(response, MadeUpCell.answer(name));
  }

  private static void bucket(ServerRequest request, ServerResponse response) {
    if (request.query().contains("list-type")) {
      send(response, MadeUpCell.answer("ListObjectsV2"));
    } else {
      send(response.status(Status.NOT_FOUND_404), MadeUpCell.answer("GetObject"));
    }
  }

  private static void send(ServerResponse response, String xml) {
    response.header(HeaderNames.CONTENT_TYPE, "text/xml").send(xml);
  }
}
