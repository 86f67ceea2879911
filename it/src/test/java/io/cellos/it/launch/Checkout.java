package io.cellos.it.launch;

import io.cellos.it.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder with the launcher's scripts, as after a clone, in an environment with nothing else: its
 * JDK prints its arguments, one a line; its Maven leaves a distribution.
 */
final class Checkout {
  private final Path outside;
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private Checkout(Path outside, Path folder) {
    this.outside = outside;
    this.folder = folder;
  }

  static Checkout in(Path directory) throws IOException {
    Path real = Launcher.of(directory).script().getParent();
    Path folder = directory.resolve("my code/cell os");
    Files.createDirectories(folder.resolve("build"));
    for (String script : List.of("cell", "build/find-jdk", "build/first-build")) {
      Files.copy(real.resolve(script), folder.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Checkout checkout = new Checkout(directory, folder);
    Path tools = Files.createDirectories(directory.resolve("tools"));
    for (String tool : List.of("readlink", "mkdir", "ln", "rm", "tail", "sleep", "date")) {
      Files.createSymbolicLink(tools.resolve(tool), find(tool));
    }
    checkout.environment.put("PATH", tools.toString());
    checkout.environment.put("HOME", directory.toString());
    return checkout;
  }

  private static Path find(String tool) {
    return List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool)).stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  Path folder() {
    return folder;
  }

  Path script() {
    return folder.resolve("cell");
  }

  /** A JDK of this version where JAVA_HOME points to. */
  Checkout withJavaHome(String version) throws IOException {
    environment.put("JAVA_HOME", jdk("jdk " + version, version).toString());
    return this;
  }

  /** Makes a JDK that only prints how it was called. */
  Path jdk(String name, String version) throws IOException {
    Path home = outside.resolve(name);
    program(home.resolve("bin/java"), "echo jdk=" + version + "; printf '%s\\n' \"$@\"");
    program(home.resolve("bin/javac"), "");
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"test\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** The distribution, as if it had been built. */
  Checkout built() throws IOException {
    Path lib = Files.createDirectories(folder.resolve("cli/target/dist/lib"));
    Files.createFile(lib.resolve("cell-os-cli-2.0.0.jar"));
    return this;
  }

  Checkout withMaven(String body) throws IOException {
    program(Path.of(environment.get("PATH")).resolve("mvn"), body);
    return this;
  }

  private static void program(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Starts a launcher, standard error mixed into its output. */
  Process start(Path directory, Path command, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs it and returns {@code <exit status>} and the lines that it printed. */
  List<String> run(Path directory, Path command, String... arguments)
      throws IOException, InterruptedException {
    return outcome(start(directory, command, arguments));
  }

  List<String> run(String... arguments) throws IOException, InterruptedException {
    return run(folder, script(), arguments);
  }

  static List<String> outcome(Process process) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>(process.inputReader().readAllAsString().lines().toList());
    lines.addFirst(String.valueOf(process.waitFor()));
    return lines;
  }
}
