package io.cellos.it.ec2;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.http.HttpServers;
import io.cellos.base.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The instance metadata service (version 2) of all machines of a VPC, which knows who asks by the
 * address. It also writes a file for each instance that runs, and removes it when the instance is
 * gone: {@code MetadataMain DIRECTORY}, in the VPC's cloud namespace.
 */
public final class MetadataMain {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final String TOKEN = "token-of-the-test";
  private static final HeaderName TTL = HeaderNames.create("X-aws-ec2-metadata-token-ttl-seconds");
  private static final HeaderName TOKEN_OF_CALL = HeaderNames.create("X-aws-ec2-metadata-token");

  private final Path directory;
  private final Endpoint endpoint = new Endpoint();
  private final Map<String, Instance> byAddress = new ConcurrentHashMap<>();
  private final Map<String, String> lifecycle = new ConcurrentHashMap<>();

  private MetadataMain(Path directory) {
    this.directory = directory;
  }

  /** Runs until it is ended by a signal. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    MetadataMain service = new MetadataMain(Path.of(arguments[0]));
    HttpServers.start(InetAddress.ofLiteral(Vpc.METADATA_ADDRESS), 80, service::routes);
    while (true) {
      service.look();
      TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
    }
  }

  private void look() throws IOException {
    Map<String, Instance> now = new HashMap<>();
    endpoint.instances().forEach(instance -> now.put(instance.privateIp(), instance));
    lifecycle.putAll(endpoint.lifecycleStates());
    byAddress.putAll(now);
    for (Instance instance : now.values()) {
      Path file = file(instance);
      if (!Files.exists(file)) {
        AtomicFiles.write(file, Json.bytes(instance));
      }
    }
    List<Instance> gone =
        byAddress.values().stream().filter(known -> !now.containsKey(known.privateIp())).toList();
    for (Instance instance : gone) {
      byAddress.remove(instance.privateIp());
      Files.deleteIfExists(file(instance));
    }
  }

  private Path file(Instance instance) {
    return directory.resolve(instance.id() + ".json");
  }

  private void routes(HttpRules routes) {
    routes.put("/latest/api/token", MetadataMain::token);
    routes.get("/latest/*", this::answer);
  }

  private static void token(ServerRequest request, ServerResponse response) {
    request
        .headers()
        .first(TTL)
        .ifPresentOrElse(
            seconds -> response.header(TTL, seconds).send(TOKEN),
            () -> response.status(Status.BAD_REQUEST_400).send());
  }

  private void answer(ServerRequest request, ServerResponse response) {
    String path = request.path().path().substring("/latest/".length());
    Optional<String> token = request.headers().first(TOKEN_OF_CALL);
    if (!token.equals(Optional.of(TOKEN))) {
      response.status(Status.UNAUTHORIZED_401).send();
      return;
    }
    String address =
        ((InetSocketAddress) request.remotePeer().address()).getAddress().getHostAddress();
    Optional<String> value =
        Optional.ofNullable(byAddress.get(address)).flatMap(instance -> value(instance, path));
    value.ifPresentOrElse(response::send, () -> response.status(Status.NOT_FOUND_404).send());
  }

  private Optional<String> value(Instance instance, String path) {
    return Optional.ofNullable(
        switch (path) {
          case "meta-data/instance-id" -> instance.id();
          case "meta-data/instance-type" -> instance.type();
          case "meta-data/local-ipv4" -> instance.privateIp();
          case "meta-data/public-ipv4" -> instance.publicIp();
          case "meta-data/placement/availability-zone" -> instance.zone();
          case "meta-data/placement/region" -> region(instance);
          case "meta-data/public-keys/0/openssh-key" -> instance.publicKey();
          case "meta-data/autoscaling/target-lifecycle-state" ->
              lifecycle.getOrDefault(instance.id(), "InService").startsWith("Terminating")
                  ? "Terminated"
                  : "InService";
          case "meta-data/iam/security-credentials/", "meta-data/iam/security-credentials" ->
              "role-of-the-test";
          case "meta-data/iam/security-credentials/role-of-the-test" -> credentials();
          case "dynamic/instance-identity/document" ->
              Json.text(
                  Map.of(
                      "instanceId", instance.id(),
                      "region", region(instance),
                      "privateIp", instance.privateIp()));
          default -> null;
        });
  }

  private static String region(Instance instance) {
    return instance.zone().substring(0, instance.zone().length() - 1);
  }

  private static String credentials() {
    return Json.text(
        Map.of(
            "Code", "Success",
            "LastUpdated", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            "Type", "AWS-HMAC",
            "AccessKeyId", "testing",
            "SecretAccessKey", "testing",
            "Token", "testing",
            "Expiration",
                Instant.now()
                    .plus(6, ChronoUnit.HOURS)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString()));
  }
}
