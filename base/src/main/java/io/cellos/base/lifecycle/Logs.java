package io.cellos.base.lifecycle;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sets up where this program's log goes: one line a record, rotated, UTC. */
public final class Logs {
  private static final int FILE_BYTES = 10_000_000;
  private static final int FILES = 3;

  /** Loggers with a level of their own; kept, because the JDK holds loggers weakly. */
  private static final List<Logger> QUIET = new ArrayList<>();

  private Logs() {}

  /**
   * Writes this program's log to the file: at most three files of 10 MB, of which {@link #latest}
   * is written.
   */
  public static void toFile(Path file) throws IOException {
    install(new FileHandler(file.toString().replace("%", "%%"), FILE_BYTES, FILES, true));
  }

  /** Where the latest lines of the log to that file are: the logger adds a number to each name. */
  public static Path latest(Path file) {
    return Path.of(file + ".0");
  }

  /** Writes this program's log to standard error, for programs whose output a supervisor keeps. */
  public static void toStandardError() {
    install(new ConsoleHandler());
  }

  /** Switches logging off, for commands whose output is for people. */
  public static void off() {
    Logger.getLogger("").setLevel(Level.OFF);
  }

  /** Whether details are logged too, from now on. */
  public static void detailed(boolean detailed) {
    quiet("io.cellos", detailed ? Level.FINE : Level.INFO);
  }

  /** All loggers there are, by name; that of all others has the name {@code ROOT}. */
  public static SortedMap<String, LogLevel> levels() {
    SortedMap<String, LogLevel> levels = new TreeMap<>();
    LogManager.getLogManager()
        .getLoggerNames()
        .asIterator()
        .forEachRemaining(
            name -> levels.put(name.isEmpty() ? LogLevel.ROOT : name, LogLevel.of(name)));
    return levels;
  }

  /**
   * Gives a logger, which need not be there yet, a level.
   *
   * @return gives it back the one it had
   */
  public static Runnable level(String name, LogLevel.Name level) {
    String known = name.equals(LogLevel.ROOT) ? "" : name;
    Level before = Logger.getLogger(known).getLevel();
    quiet(known, level.level());
    return () -> quiet(known, before);
  }

  private static void install(Handler handler) {
    Logger root = Logger.getLogger("");
    for (Handler old : root.getHandlers()) {
      root.removeHandler(old);
    }
    handler.setFormatter(new Line());
    handler.setLevel(Level.ALL); // loggers decide
    root.addHandler(handler);
    root.setLevel(Level.INFO);
    quiet("io.helidon", Level.WARNING);
    quiet("org.apache.zookeeper.server.NIOServerCnxn", Level.WARNING);
    quiet("org.apache.zookeeper.ZooKeeper", Level.WARNING); // a page about the environment
    quiet("org.apache.curator", Level.WARNING);
  }

  private static synchronized void quiet(String name, Level level) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(level);
    if (!QUIET.contains(logger)) {
      QUIET.add(logger);
    }
  }

  private static final class Line extends Formatter {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord entry) {
      String name = entry.getLoggerName() == null ? "" : entry.getLoggerName();
      StringWriter line = new StringWriter();
      line.append(TIME.format(entry.getInstant())).append(' ');
      line.append(entry.getLevel().getName()).append(' ');
      line.append(name.substring(name.lastIndexOf('.') + 1)).append(": ");
      line.append(formatMessage(entry)).append('\n');
      if (entry.getThrown() != null) {
        entry.getThrown().printStackTrace(new PrintWriter(line, true));
      }
      return line.toString();
    }
  }
}
