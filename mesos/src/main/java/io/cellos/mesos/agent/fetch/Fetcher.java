package io.cellos.mesos.agent.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;

/**
 * Brings URIs into sandboxes, as Mesos' fetcher does: from http, https and files of this machine,
 * unpacked if they are archives, through a cache if that is wanted.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Fetcher {
  /**
   * Mesos' flags.
   *
   * @param cacheDirectory emptied by a new fetcher
   * @param cacheBytes fetcher_cache_size
   * @param frameworksHome where relative paths begin; they are refused without
   * @param stallTimeout fetcher_stall_timeout: how long nothing may come
   */
  public record Settings(
      Path cacheDirectory, long cacheBytes, Optional<Path> frameworksHome, Duration stallTimeout) {
    public static Settings defaults(Path cacheDirectory) {
      return new Settings(cacheDirectory, 2L << 30, Optional.empty(), Duration.ofMinutes(1));
    }
  }

  public Fetcher(Settings settings) throws IOException {}

  /**
   * Returns when all is there; what is done is also told in the sandbox's {@code stderr}. Can be
   * interrupted.
   *
   * @param user to whom it shall belong, and who must be able to read local files; empty for the
   *     agent's own
   * @throws FetchException if one of them fails; others may be there then
   */
  public void fetch(List<CommandInfo.URI> uris, Path sandbox, Optional<String> user)
      throws FetchException, InterruptedException {
    throw new UnsupportedOperationException();
  }
}
