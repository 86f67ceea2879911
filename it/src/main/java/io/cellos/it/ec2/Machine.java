package io.cellos.it.ec2;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One machine: namespaces in which the instance's user data runs. Ending it leaves no trace. */
final class Machine {
  private final Vpc vpc;
  private final String host;
  private final ProcessRef process;

  private Machine(Vpc vpc, String host, ProcessRef process) {
    this.vpc = vpc;
    this.host = host;
    this.process = process;
  }

  /**
   * @param directory of the machine's own, with its logs afterwards
   * @param endpoint of AWS, as the machine reaches it
   */
  static Machine start(Vpc vpc, Instance instance, Path directory, String endpoint)
      throws IOException {
    AtomicFiles.directory(directory);
    write(directory, "user-data", instance.userData());
    write(directory, "public-key", Objects.requireNonNullElse(instance.publicKey(), ""));
    for (String program :
        List.of("machine", "standins/dnf", "standins/systemctl", "standins/cfn-signal")) {
      install(directory, program);
    }
    String host =
        vpc.add(
            instance.id().substring(instance.id().length() - 6),
            instance.privateIp(),
            Optional.ofNullable(instance.publicIp()));
    List<String> words = new ArrayList<>(Vpc.enter(host));
    words.addAll(List.of("unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"));
    words.addAll(List.of("bash", directory.resolve("machine").toString(), directory.toString()));
    Path log = directory.resolve("machine.log");
    return new Machine(
        vpc, host, ProcessGroups.start(words, directory, environment(endpoint), log));
  }

  /** Nothing of the operator's: credentials come from the metadata service, as on EC2. */
  private static Map<String, String> environment(String endpoint) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", "/root");
    environment.put("LANG", "C.UTF-8");
    environment.put("STANDIN_JDK", System.getProperty("java.home"));
    environment.put("AWS_ENDPOINT_URL", endpoint);
    return environment;
  }

  private static void write(Path directory, String name, String text) throws IOException {
    AtomicFiles.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static void install(Path directory, String program) throws IOException {
    Path file = directory.resolve(program);
    AtomicFiles.directory(file.getParent());
    try (InputStream source = Machine.class.getResourceAsStream("/ec2/" + program)) {
      Files.write(file, source.readAllBytes());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Ends the machine at once, as a failing host does. */
  void kill() throws InterruptedException {
    ProcessGroups.signal(process.pid(), ProcessGroups.Signal.KILL);
    ProcessGroups.stop(process.pid(), Duration.ofSeconds(1));
    vpc.remove(host);
  }
}
