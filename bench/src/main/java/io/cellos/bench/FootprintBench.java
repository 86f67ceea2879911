package io.cellos.bench;

import io.cellos.base.process.ProcessRef;
import io.cellos.it.Launcher;
import io.cellos.it.LiveCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory of a default cell, and how long looking at it takes. */
final class FootprintBench implements Bench.Benchmark {
  private static final int RUNS = 11;

  @Override
  public void run(Launcher launcher, Report report) throws IOException, InterruptedException {
    report.title("cell list demo, and memory of the default cell");
    try (LiveCell cell = LiveCell.create(launcher, "demo")) {
      Sample list = new Sample();
      Sample floor = new Sample();
      for (int run = 0; run < RUNS; run++) {
        list.add(cell.run("list").expectDone().took());
        floor.add(bareJava());
      }
      report.line("cell list demo", list);
      report.line("floor: java -version", floor);
      report.ratio("ratio", list.seconds(), floor.seconds());
      report.goal("list", list.seconds(), 0.5, "s");
      double resident = 0;
      double proportional = 0;
      for (ProcessRef process : cell.processes()) {
        resident += megabytes(process, "status", "VmRSS");
        proportional += megabytes(process, "smaps_rollup", "Pss");
      }
      report.line("processes", cell.processes().size());
      report.line("resident, shared pages counted each time", "%.0f MB".formatted(resident));
      report.line("proportional (PSS)", "%.0f MB".formatted(proportional));
      report.goal("memory, resident", resident, 600, "MB");
    }
  }

  private static Duration bareJava() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    long begin = System.nanoTime();
    new ProcessBuilder(java, "-XX:+UseSerialGC", "-version")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static double megabytes(ProcessRef process, String file, String key) throws IOException {
    String text = Files.readString(Path.of("/proc/" + process.pid() + "/" + file));
    Matcher line = Pattern.compile("(?m)^" + key + ":\\s+(\\d+) kB").matcher(text);
    return line.find() ? Long.parseLong(line.group(1)) / 1024.0 : 0;
  }
}
