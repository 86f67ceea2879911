package io.cellos.bench;

import io.cellos.backend.Backend;
import io.cellos.backend.Settings;
import io.cellos.backend.aws.AwsBackend;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.base.testing.Moto;
import io.cellos.it.Launcher;
import io.cellos.model.CellName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the command itself costs on EC2: its verbs against an AWS endpoint on this machine (moto),
 * beside the same questions asked by a program that is warm, which is nearly all the endpoint's
 * time. The difference is the command's own part.
 */
final class AwsBench implements Bench.Benchmark {
  private static final int RUNS = 7;
  private static final String CELL = "demo";

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("the command on EC2, against moto on this machine");
    Path directory = Files.createDirectories(launcher.home().resolve("moto"));
    try (Moto moto = Moto.patched(directory)) {
      Launcher aws = launcher.within(List.of(), with(moto.environment()));
      create(aws, moto, report);
      list(aws, moto, report, "list, default cell");
      counted(aws, moto, report, "scale " + CELL + " body 1000 --no-wait");
      list(aws, moto, report, "list, 1,000 body nodes");
      counted(aws, moto, report, "delete " + CELL + " --yes");
    }
  }

  private static Map<String, String> with(Map<String, String> environment) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.put("CELL_BACKEND", "aws");
    return all;
  }

  private static void create(Launcher aws, Moto moto, Report report) {
    Sample sample = new Sample();
    for (int run = 0; run < RUNS; run++) {
      if (run > 0) {
        aws.run("delete", CELL, "--yes").expectDone();
      }
      reset(moto);
      sample.add(aws.run("create", CELL, "--no-wait").expectDone().took());
    }
    report.line("create --no-wait", sample);
    calls(moto, report);
    report.goal("create without waiting", sample.seconds(), 3, "s");
  }

  private static void list(Launcher aws, Moto moto, Report report, String what) {
    Sample command = new Sample();
    for (int run = 0; run < RUNS; run++) {
      reset(moto);
      command.add(aws.run("list", CELL).expectDone().took());
    }
    report.line(what, command);
    calls(moto, report);
    Sample warm = warm(aws, moto);
    report.line("   the same questions by a warm program", warm);
    report.goal(what, command.seconds(), 1, "s");
    report.goal(what + ", our own part", command.seconds() - warm.seconds(), 0.5, "s");
  }

  private static Sample warm(Launcher aws, Moto moto) {
    System.setProperty("aws.accessKeyId", "testing");
    System.setProperty("aws.secretAccessKey", "testing");
    System.setProperty("aws.endpointUrl", moto.endpoint().toString());
    Settings settings = new Settings(Map.of("region", "us-east-1", "home", aws.home().toString()));
    Backend backend = new AwsBackend(AwsSettings.of(settings), "bench");
    CellName name = CellName.parse(CELL);
    Sample sample = new Sample();
    for (int run = 0; run < 2 * RUNS; run++) {
      long begin = System.nanoTime();
      backend.describe(name);
      backend.problems(name);
      if (run >= RUNS) {
        sample.add(Duration.ofNanos(System.nanoTime() - begin));
      }
    }
    return sample;
  }

  private static void counted(Launcher aws, Moto moto, Report report, String line) {
    reset(moto);
    Duration took = aws.run(line.split(" ")).expectDone().took();
    report.line(line, "%.2f s".formatted(took.toNanos() / 1e9));
    calls(moto, report);
  }

  private static void reset(Moto moto) {
    moto.control().resetCalls();
  }

  private static void calls(Moto moto, Report report) {
    Map<String, Integer> counts = moto.control().callCounts();
    int total = counts.values().stream().mapToInt(Integer::intValue).sum();
    String each =
        counts.entrySet().stream()
            .map(call -> call.getKey() + (call.getValue() == 1 ? "" : " ×" + call.getValue()))
            .sorted()
            .collect(Collectors.joining(", "));
    report.line("   API calls", total + ": " + each);
  }
}
