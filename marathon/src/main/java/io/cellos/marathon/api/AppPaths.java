package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All below {@code /v2/apps}. An id may have any number of slashes, so what a path means is decided
 * from its end.
 */
record AppPaths(Resource all, AppApi one, AppTasksApi tasks, AppVersionsApi versions)
    implements Resource {
  private static final Pattern TASKS = Pattern.compile("(?<id>.+)/tasks(/(?<part>[^/]+))?");
  private static final Pattern VERSIONS = Pattern.compile("(?<id>.+)/versions(/(?<part>[^/]+))?");

  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    if (rest.isEmpty()) {
      return all.answer(exchange, rest, calls);
    }
    Matcher version = VERSIONS.matcher(rest);
    if (version.matches()) {
      return versions.answer(exchange, version.group("id"), version.group("part"), calls);
    }
    Matcher task = TASKS.matcher(rest);
    if (task.matches()) {
      return tasks.answer(exchange, task.group("id"), task.group("part"), calls);
    }
    return one.answer(exchange, rest, calls);
  }
}
