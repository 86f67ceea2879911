package io.cellos.marathon.core.instance;

/** How a task or an instance is; in the words of Marathon. */
public enum Condition {
  /** To be launched as soon as an offer fits. */
  SCHEDULED("Scheduled"),
  /** Sent to Mesos. */
  PROVISIONED("Provisioned"),
  STAGING("Staging"),
  STARTING("Starting"),
  RUNNING("Running"),
  /** Its agent can't be reached. */
  UNREACHABLE("Unreachable"),
  /** Not for so long that another is started. */
  UNREACHABLE_INACTIVE("UnreachableInactive"),
  KILLING("Killing"),
  KILLED("Killed"),
  FINISHED("Finished"),
  FAILED("Failed"),
  ERROR("Error"),
  DROPPED("Dropped"),
  GONE("Gone"),
  GONE_BY_OPERATOR("Gone"),
  UNKNOWN("Unknown");

  private final String text;

  Condition(String text) {
    this.text = text;
  }

  /** It will never run again. */
  public boolean isTerminal() {
    return switch (this) {
      case SCHEDULED, PROVISIONED, STAGING, STARTING, RUNNING -> false;
      case UNREACHABLE, UNREACHABLE_INACTIVE, KILLING -> false;
      case KILLED, FINISHED, FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR, UNKNOWN -> true;
    };
  }

  /** It counts as one of the app's instances: it runs or will, as far as is known. */
  public boolean isActive() {
    return switch (this) {
      case PROVISIONED, STAGING, STARTING, RUNNING, UNREACHABLE, KILLING -> true;
      case SCHEDULED, UNREACHABLE_INACTIVE -> false;
      case KILLED, FINISHED, FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR, UNKNOWN -> false;
    };
  }

  /** The word that clients know. */
  @Override
  public String toString() {
    return text;
  }
}
