package io.cellos.backend.aws.create;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.bucket.Release;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.template.CellChoices;
import io.cellos.backend.aws.template.CellFiles;
import io.cellos.backend.aws.template.StackParameters;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.json.Json;
import io.cellos.model.CellSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Writes the templates and the parameters of a cell into a directory, as AWS's own tools take them.
 * Works without credentials; what only they could tell is left to be filled in, and named.
 */
public final class Build {
  private static final String OPEN = "FILL-IN";

  private final AwsClients clients;
  private final String version;

  public Build(AwsClients clients, String version) {
    this.clients = clients;
    this.version = version;
  }

  /**
   * Writes {@code cell.json}, {@code group.json} and {@code parameters.json}. Files of an earlier
   * build of the same cell are replaced.
   *
   * @param notice is told each file, and what is left to do
   * @throws CellException if other files of these names are there; then nothing is written
   */
  public void write(CellSpec spec, Path directory, Consumer<String> notice) {
    Release release = Release.ofThisProgram(version);
    SortedMap<String, String> parameters = parameters(spec, release);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("cell.json", release.templates().cell());
    files.put("group.json", release.templates().group());
    files.put(
        "parameters.json",
        (StackParameters.toFile(parameters) + "\n").getBytes(StandardCharsets.UTF_8));
    for (String name : files.keySet()) {
      refuseOther(spec, directory.resolve(name));
    }
    try {
      Files.createDirectories(directory);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path target = directory.resolve(file.getKey());
        boolean same =
            Files.exists(target) && Arrays.equals(Files.readAllBytes(target), file.getValue());
        String done = same ? " is as it was" : Files.exists(target) ? " replaced" : " written";
        Files.write(target, file.getValue());
        notice.accept(target + done);
      }
    } catch (IOException e) {
      throw CellException.failed(
          "can't write into " + directory + ": " + e.getMessage(),
          "choose another directory with --output",
          e);
    }
    explain(parameters, notice);
  }

  private SortedMap<String, String> parameters(CellSpec spec, Release release) {
    Wish wish = Wish.of(spec, clients.settings().chosen());
    CellChoices choices = wish.choices();
    Optional<String> account = account();
    CellBucket bucket = CellBucket.of(clients, spec.name(), account.orElse(""));
    CellFiles files = release.files(bucket, wish.seed().key(bucket));
    if (bucket.isOwn() && account.isEmpty()) { // whose name depends on the account
      files =
          new CellFiles(version, OPEN, OPEN, files.programKey(), files.bootKey(), files.seedKey());
    }
    return StackParameters.ofNew(
        spec,
        choices,
        files,
        choices.zone().orElse(OPEN),
        clients.settings().chosen().get("key-pair"),
        choices.allowedNetworks().map(networks -> networks.prefixList().orElse(OPEN)));
  }

  private Optional<String> account() {
    try {
      return Optional.of(clients.sts().getCallerIdentity().account());
    } catch (SdkException e) {
      return Optional.empty();
    }
  }

  private static void explain(Map<String, String> parameters, Consumer<String> notice) {
    List<String> open =
        parameters.entrySet().stream()
            .filter(parameter -> parameter.getValue().equals(OPEN))
            .map(Map.Entry::getKey)
            .toList();
    if (!open.isEmpty()) {
      notice.accept("fill in " + String.join(", ", open) + " in parameters.json");
    }
    notice.accept(
        "before launching put group.json, the node program and the boot script where the parameters say; cell create does that itself");
  }

  private static void refuseOther(CellSpec spec, Path file) {
    if (Files.exists(file) && !isOfEarlierBuild(spec, file)) {
      throw new CellException(
          ExitCode.REFUSED,
          file + " is there and not of an earlier build of cell " + spec.name(),
          "choose another directory with --output, or move the file away");
    }
  }

  private static boolean isOfEarlierBuild(CellSpec spec, Path file) {
    try {
      String text = Files.readString(file);
      return text.contains("\"Description\": \"cell-os: ")
          || Json.tree(text.getBytes(StandardCharsets.UTF_8)).findParents("ParameterKey").stream()
              .anyMatch(
                  parameter ->
                      parameter.path("ParameterKey").asText().equals("CellName")
                          && parameter.path("ParameterValue").asText().equals(spec.name().value()));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
