package io.cellos.base.lifecycle;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How much a logger says.
 *
 * @param inherited whether it is that of the loggers around it
 */
public record LogLevel(Name name, boolean inherited) {
  /** The name of the logger of all that have no level of their own. */
  public static final String ROOT = "ROOT";

  /** From nothing to everything, in the words of slf4j. */
  public enum Name {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    Level level() {
      return switch (this) {
        case OFF -> Level.OFF;
        case ERROR -> Level.SEVERE;
        case WARN -> Level.WARNING;
        case INFO -> Level.INFO;
        case DEBUG -> Level.FINE;
        case TRACE -> Level.FINEST;
      };
    }

    private static Name of(Level level) {
      for (Name name : values()) {
        if (level.intValue() >= name.level().intValue()) {
          return name;
        }
      }
      return TRACE;
    }
  }

  static LogLevel of(String logger) {
    Logger at = Logger.getLogger(logger);
    boolean inherited = at.getLevel() == null;
    while (at.getLevel() == null && at.getParent() != null) {
      at = at.getParent();
    }
    return new LogLevel(Name.of(at.getLevel() == null ? Level.INFO : at.getLevel()), inherited);
  }
}
