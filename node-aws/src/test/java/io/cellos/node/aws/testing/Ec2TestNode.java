package io.cellos.node.aws.testing;

import io.cellos.base.process.JavaCommand;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.testing.Moto;
import io.cellos.model.NodeId;
import io.cellos.node.aws.Ec2NodeMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A nucleus node's program as a process on an address of its own; ends when closed. */
public final class Ec2TestNode implements AutoCloseable {
  private final NodeId id;
  private final Path home;
  private final FakeMetadata metadata;
  private final ProcessRef process;

  private Ec2TestNode(NodeId id, Path home, FakeMetadata metadata, ProcessRef process) {
    this.id = id;
    this.home = home;
    this.metadata = metadata;
    this.process = process;
  }

  /**
   * @param shared address of the shared store
   */
  public static Ec2TestNode start(Path directory, Moto moto, URI shared, NodeId id)
      throws IOException {
    FakeMetadata metadata = FakeMetadata.start();
    metadata.set("autoscaling/target-lifecycle-state", "InService");
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Path home = Files.createDirectories(directory.resolve(id.value()));
    Map<String, String> environment = new HashMap<>(moto.environment());
    environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.endpoint().toString());
    environment.put("CELL_NAME", "test");
    environment.put("CELL_ROLE", "nucleus");
    environment.put("CELL_REGION", "us-east-1");
    environment.put("CELL_SHARED", shared.toString());
    environment.put("CELL_SEED", directory.resolve("seed").toString());
    environment.put("NODE_ID", id.value());
    environment.put(
        "NODE_IP",
        "127.%d.%d.%d"
            .formatted(random.nextInt(100, 250), random.nextInt(1, 250), random.nextInt(1, 250)));
    environment.put("NODE_HOME", home.toString());
    environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    ProcessRef process =
        ProcessGroups.start(
            JavaCommand.current().of(128, Map.of(), Ec2NodeMain.class, "run"),
            home,
            environment,
            home.resolve("out"));
    return new Ec2TestNode(id, home, metadata, process);
  }

  public NodeId id() {
    return id;
  }

  /** What its instance is told about itself. */
  public FakeMetadata metadata() {
    return metadata;
  }

  public Path home() {
    return home;
  }

  @Override
  public void close() throws InterruptedException {
    ProcessGroups.stop(process.pid(), Duration.ofSeconds(5));
    metadata.close();
  }
}
