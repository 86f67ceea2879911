package io.cellos.mesos.agent.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.mesos.v1.Protos.CommandInfo;

/**
 * Brings URIs into sandboxes, as Mesos' fetcher does: from http, https and files of this machine,
 * unpacked if they are archives, through a cache if that is wanted.
 */
public final class Fetcher {
  private static final int EXECUTABLE = 0755;

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

  private final Settings settings;
  private final HttpSource http;
  private final Cache cache;
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();

  public Fetcher(Settings settings) throws IOException {
    this.settings = settings;
    this.http = new HttpSource(settings.stallTimeout());
    this.cache = new Cache(settings.cacheDirectory(), settings.cacheBytes());
  }

  /**
   * Returns when all is there; what is done is also told in the sandbox's {@code stderr}. Can be
   * interrupted on a virtual thread.
   *
   * @param user to whom it shall belong, and who must be able to read local files; empty for the
   *     agent's own
   * @throws FetchException if one of them fails; others may be there then
   */
  public void fetch(List<CommandInfo.URI> uris, Path directory, Optional<String> user)
      throws FetchException, InterruptedException {
    if (uris.isEmpty()) {
      return;
    }
    try {
      fetchAll(uris, directory, user);
      succeeded.increment();
    } catch (FetchException e) {
      failed.increment();
      throw e;
    }
  }

  /** For how many containers all was fetched. */
  public long succeeded() {
    return succeeded.sum();
  }

  /** For how many something could not be fetched. */
  public long failed() {
    return failed.sum();
  }

  public long cacheUsed() {
    return cache.used();
  }

  private void fetchAll(List<CommandInfo.URI> uris, Path directory, Optional<String> user)
      throws FetchException, InterruptedException {
    Job job;
    try {
      Optional<Owner> owner =
          user.isEmpty() || user.get().equals(System.getProperty("user.name"))
              ? Optional.empty()
              : Optional.of(Owner.of(user.get()));
      Sandbox sandbox = new Sandbox(directory, owner);
      job = new Job(sandbox, owner, user.orElse(""), new FetchLog(sandbox));
    } catch (IOException e) {
      throw failure(directory.toString(), e);
    }
    for (CommandInfo.URI uri : uris) {
      try {
        job.fetch(uri);
      } catch (IOException e) {
        if (Thread.interrupted()) {
          throw (InterruptedException) new InterruptedException().initCause(e);
        }
        FetchException failure = failure(uri.getValue(), e);
        job.log.error(failure.getMessage());
        throw failure;
      }
    }
  }

  private static FetchException failure(String what, IOException e) {
    String reason = e instanceof FetchException ? e.getMessage() : e.toString();
    return new FetchException("Failed to fetch '" + what + "': " + reason, e);
  }

  /** The fetching of one container. */
  private final class Job {
    private final Sandbox sandbox;
    private final Optional<Owner> owner;
    private final String user;
    private final FetchLog log;

    private Job(Sandbox sandbox, Optional<Owner> owner, String user, FetchLog log) {
      this.sandbox = sandbox;
      this.owner = owner;
      this.user = user;
      this.log = log;
    }

    private void fetch(CommandInfo.URI uri) throws IOException, InterruptedException {
      String from = uri.getValue().stripLeading();
      String name = uri.hasOutputFile() ? uri.getOutputFile() : Uris.basename(from);
      log.info("Fetching URI '" + from + "'");
      Optional<Cache.Lease> lease =
          uri.getCache() ? cache.lease(user, from, source(from)) : Optional.empty();
      if (lease.isPresent()) {
        try (Cache.Lease cached = lease.get()) {
          log.info("Fetching from cache");
          if (!extracted(uri, cached.file(), name)) {
            store(uri, cached.file(), name);
          }
        }
      } else {
        Path place = sandbox.place(name);
        try (InputStream content = open(from)) {
          sandbox.write(place, content);
        }
        if (!extracted(uri, place, name) && uri.getExecutable()) {
          Sandbox.mode(place, EXECUTABLE);
        }
      }
      log.info("Fetched '" + from + "' to '" + sandbox.directory().resolve(name) + "'");
    }

    /** An executable is never unpacked. */
    private boolean extracted(CommandInfo.URI uri, Path file, String name) throws IOException {
      if (uri.getExecutable() || !uri.getExtract()) {
        return false;
      }
      boolean archive = Archives.extract(file, name, sandbox);
      if (archive) {
        log.info("Extracted '" + file + "' into '" + sandbox.directory() + "'");
      } else if (uri.hasExtract()) {
        log.warning("'" + name + "' is no archive, and not extracted");
      }
      return archive;
    }

    private void store(CommandInfo.URI uri, Path file, String name) throws IOException {
      Path place = sandbox.place(name);
      try (InputStream content = Files.newInputStream(file)) {
        sandbox.write(place, content);
      }
      if (uri.getExecutable()) {
        Sandbox.mode(place, EXECUTABLE);
      }
    }

    private Cache.Source source(String uri) {
      return new Cache.Source() {
        @Override
        public long size() {
          try {
            return Uris.isHttp(uri)
                ? http.length(uri)
                : Files.size(Uris.local(uri, settings.frameworksHome()));
          } catch (IOException e) {
            log.warning("Not through the cache, since the size is unknown: " + e.getMessage());
            return 0;
          }
        }

        @Override
        public void fetch(Path to) throws IOException {
          log.info("Downloading into cache");
          try (InputStream content = open(uri)) {
            Files.copy(content, to);
          }
        }
      };
    }

    private InputStream open(String uri) throws IOException {
      if (Uris.isHttp(uri)) {
        return http.open(uri);
      }
      Path file = Uris.local(uri, settings.frameworksHome());
      return owner.isPresent() ? print(owner.get(), file) : Files.newInputStream(file);
    }

    /** What the task's user may not read must not come into its sandbox. */
    private InputStream print(Owner reader, Path file) throws IOException {
      Process cat = new ProcessBuilder(reader.print(file)).start();
      return new ProcessOutput(cat);
    }
  }
}
