package io.cellos.it.ec2;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.json.Json;
import io.cellos.base.lifecycle.Closer;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import io.cellos.it.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * EC2 on this machine: an AWS endpoint, the metadata service and, for every instance that the
 * endpoint launches, a machine. Closing it ends everything.
 */
public final class Ec2 implements AutoCloseable {
  private static final int PORT = 5000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final Vpc vpc;
  private final Map<String, Machine> machines = new ConcurrentHashMap<>();
  private final Closer closer = new Closer();

  private Ec2(Path directory) throws IOException {
    this.directory = directory;
    AtomicFiles.directory(directory.resolve("instances"));
    this.vpc =
        Vpc.open(
            "ec2"
                + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36, 36 * 36 * 36), 36));
  }

  /**
   * Starts it.
   *
   * @param endpoint the Python program that is the endpoint; takes {@code -H} and {@code -p}
   */
  public static Ec2 start(Path directory, Path endpoint) throws IOException, InterruptedException {
    Ec2 ec2 = new Ec2(directory);
    try {
      ec2.closer.add(ec2.vpc);
      ec2.begin(endpoint);
      return ec2;
    } catch (IOException | InterruptedException | RuntimeException e) {
      ec2.close();
      throw e;
    }
  }

  private void begin(Path endpoint) throws IOException, InterruptedException {
    inCloud("endpoint", List.of("python3", endpoint.toString(), "-H", "0.0.0.0", "-p", "" + PORT));
    awaitEndpoint();
    inCloud(
        "metadata",
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            MetadataMain.class.getName(),
            directory.resolve("instances").toString()));
    Thread watcher = Thread.ofPlatform().name("ec2-machines").start(this::run);
    closer.add(
        () -> {
          watcher.interrupt();
          endMachines();
        });
  }

  private void awaitEndpoint() throws InterruptedException {
    List<String> probe = new ArrayList<>(Vpc.enter(vpc.cloud()));
    probe.addAll(List.of("curl", "-sf", "-o", "/dev/null", url() + "/moto-api/data.json"));
    if (!Deadline.in(PATIENCE).await(Duration.ofMillis(100), () -> works(probe))) {
      throw new IllegalStateException("the endpoint did not start: see " + directory);
    }
  }

  private static boolean works(List<String> words) {
    try {
      Shell.run(words);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private void inCloud(String name, List<String> program) throws IOException {
    List<String> words = new ArrayList<>(Vpc.enter(vpc.cloud()));
    words.addAll(program);
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(environment());
    ProcessRef process =
        ProcessGroups.start(words, directory, all, directory.resolve(name + ".log"));
    closer.add(() -> stop(process));
  }

  private static void stop(ProcessRef process) {
    try {
      ProcessGroups.stop(process.pid(), Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the endpoint is, for the operator and the machines. */
  public String url() {
    return "http://" + Vpc.routerAddress() + ":" + PORT;
  }

  /** The environment of programs of whoever operates cells here. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", url(),
        "AWS_REGION", "us-east-1",
        "AWS_DEFAULT_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "testing",
        "AWS_SECRET_ACCESS_KEY", "testing",
        "AWS_EC2_METADATA_DISABLED", "true");
  }

  /** The launcher of the checkout, run by the operator. */
  public Launcher operator(Path home) {
    return Launcher.of(home).within(Vpc.enter(vpc.cloud()), environment());
  }

  /** Runs a command where the operator is; returns what it printed. */
  public String run(String... words) {
    List<String> all = new ArrayList<>(Vpc.enter(vpc.cloud()));
    all.add("env");
    environment().forEach((key, value) -> all.add(key + "=" + value));
    all.addAll(List.of(words));
    return Shell.run(all);
  }

  /** Where a machine keeps the logs of its user data. */
  public Path logs(String instance) {
    return directory.resolve("machines").resolve(instance);
  }

  /** The instances that have a machine now. */
  public Set<String> machines() {
    return Set.copyOf(machines.keySet());
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        follow();
        TimeUnit.MILLISECONDS.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts and ends machines so that they are those that the endpoint says there are. */
  private void follow() throws IOException, InterruptedException {
    Set<String> there = new HashSet<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(directory.resolve("instances"))) {
      files = all.filter(file -> file.toString().endsWith(".json")).toList();
    }
    for (Path file : files) {
      String id = file.getFileName().toString().replace(".json", "");
      there.add(id);
      if (!machines.containsKey(id)) {
        Instance instance = Json.read(Files.readAllBytes(file), Instance.class);
        machines.put(id, Machine.start(vpc, instance, logs(id), url()));
      }
    }
    for (String id : machines()) {
      if (!there.contains(id)) {
        machines.remove(id).kill();
      }
    }
  }

  private void endMachines() {
    for (String id : machines()) {
      try {
        machines.remove(id).kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    closer.close();
  }
}
