package io.cellos.mesos.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cellos.base.http.HttpServers;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetcherTest {
  @TempDir Path directory;
  private final AtomicInteger served = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private Path sandbox;
  private Path cache;
  private Fetcher fetcher;
  private WebServer server;
  private String base;

  @BeforeEach
  void start() throws IOException {
    sandbox = Files.createDirectory(directory.resolve("sandbox"));
    cache = directory.resolve("cache");
    fetcher = new Fetcher(settings(1000));
    server =
        HttpServers.start(
            InetAddress.ofLiteral("127.0.0.1"),
            0,
            routes ->
                routes
                    .get("/data/{name}", this::data)
                    .get("/slow/{name}", this::slow)
                    .get("/moved", (q, a) -> redirect(a, "data/moved.txt"))
                    .get("/loop", (q, a) -> redirect(a, "/loop"))
                    .get("/away", (q, a) -> redirect(a, "file:///etc/passwd"))
                    .head("/data/{name}", (q, a) -> sized(a, "content of x.txt".length()))
                    .head("/slow/{name}", (q, a) -> sized(a, 4))
                    .head("/big/{name}", (q, a) -> sized(a, 2000))
                    .get("/big/{name}", (q, a) -> a.send(new byte[2000])));
    base = "http://127.0.0.1:" + server.port() + "/";
  }

  @AfterEach
  void stop() {
    mayAnswer.countDown();
    server.stop();
  }

  private Fetcher.Settings settings(long cacheBytes) {
    return new Fetcher.Settings(cache, cacheBytes, Optional.of(directory), Duration.ofSeconds(20));
  }

  private void data(ServerRequest request, ServerResponse response) {
    served.incrementAndGet();
    response.send("content of " + request.path().pathParameters().get("name"));
  }

  private void slow(ServerRequest request, ServerResponse response) throws InterruptedException {
    served.incrementAndGet();
    asked.countDown();
    mayAnswer.await();
    response.send("slow");
  }

  private static void redirect(ServerResponse response, String to) {
    response.status(Status.FOUND_302).header(HeaderNames.LOCATION, to);
    response.send();
  }

  private static void sized(ServerResponse response, int length) {
    response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(length));
    response.send();
  }

  private static CommandInfo.URI.Builder uri(String value) {
    return CommandInfo.URI.newBuilder().setValue(value);
  }

  private void fetch(CommandInfo.URI.Builder... uris) throws IOException, InterruptedException {
    List<CommandInfo.URI> list = new ArrayList<>();
    for (CommandInfo.URI.Builder uri : uris) {
      list.add(uri.build());
    }
    fetcher.fetch(list, sandbox, Optional.empty());
  }

  @Test
  void fetchesOverHttp() throws IOException, InterruptedException {
    fetch(uri(base + "data/x.txt"), uri("  " + base + "data/y.txt?a=b"));
    assertThat(sandbox.resolve("x.txt")).hasContent("content of x.txt");
    assertThat(sandbox.resolve("y.txt?a=b")).hasContent("content of y.txt");
    assertThat(sandbox.resolve("stderr"))
        .content()
        .contains("Fetching URI '" + base + "data/x.txt'")
        .containsPattern("(?m)^I\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{6} +\\d+ fetcher] Fetched '");
  }

  @Test
  void followsRelativeRedirects() throws IOException, InterruptedException {
    fetch(uri(base + "moved"));
    assertThat(sandbox.resolve("moved")).hasContent("content of moved.txt");
  }

  @Test
  void fetchesFilesOfTheMachine() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("local.txt"), "local");
    fetch(
        uri("file://" + file),
        uri("file://localhost" + file).setOutputFile("a/b/c"),
        uri(file.toString()).setOutputFile("plain").setExecutable(true),
        uri("local.txt").setOutputFile("relative"));
    for (String name : List.of("local.txt", "a/b/c", "plain", "relative")) {
      assertThat(sandbox.resolve(name)).hasContent("local");
    }
    assertThat(Files.getPosixFilePermissions(sandbox.resolve("plain")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/data/missing/deeper, received HTTP return code 404",
    "HTTP/loop, too many redirects",
    "HTTP/away, redirected to file:///etc/passwd",
    "http://127.0.0.1:1/x, Connection refused",
    "http://127.0.0.1, missing path",
    "ftp://127.0.0.1/x, ftp URIs are not supported",
    "hdfs://127.0.0.1/x, hdfs URIs are not supported",
    "file://relative/x, only supports absolute paths",
    "/no/such/file, NoSuchFileException",
    "/etc/o\\dd, Illegal characters"
  })
  void saysWhyItCant(String text, String reason) {
    String value = text.replace("HTTP/", base);
    assertThatThrownBy(() -> fetch(uri(value)))
        .isInstanceOf(FetchException.class)
        .hasMessageStartingWith("Failed to fetch '" + value + "': ")
        .hasMessageContaining(reason);
    assertThat(sandbox.resolve("stderr")).content().contains("Failed to fetch '" + value);
  }

  @ParameterizedTest
  @CsvSource({"../x", "/tmp/x", "a/../../x", "out/x"})
  void outputFilesStayInside(String output) throws IOException {
    Files.createSymbolicLink(sandbox.resolve("out"), directory);
    assertThatThrownBy(() -> fetch(uri(base + "data/x").setOutputFile(output)))
        .hasMessageEndingWith("'" + output + "' leads out of the sandbox");
    assertThat(directory.resolve("x")).doesNotExist();
  }

  @Test
  void aLinkIsReplacedNotWrittenThrough() throws IOException, InterruptedException {
    Path outside = Files.writeString(directory.resolve("outside"), "stays");
    Files.createSymbolicLink(sandbox.resolve("x.txt"), outside);
    fetch(uri(base + "data/x.txt"));
    assertThat(outside).hasContent("stays");
    assertThat(sandbox.resolve("x.txt")).hasContent("content of x.txt");
  }

  @Test
  void belongsToTheUserWhoMustBeAbleToReadIt() throws IOException, InterruptedException {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    Path open =
        Files.writeString(Path.of("/tmp").resolve("cellos-" + directory.getFileName()), "o");
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    try {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      CommandInfo.URI first = uri(open.toString()).setOutputFile("d/file").build();
      fetcher.fetch(List.of(first), sandbox, Optional.of("nobody"));
      for (String name : List.of("d", "d/file", "stderr")) {
        assertThat(Files.getOwner(sandbox.resolve(name)).getName()).isEqualTo("nobody");
      }
      CommandInfo.URI second = uri(secret.toString()).build();
      assertThatThrownBy(() -> fetcher.fetch(List.of(second), sandbox, Optional.of("nobody")))
          .hasMessageContaining("Permission denied");
      assertThatThrownBy(() -> fetcher.fetch(List.of(second), sandbox, Optional.of("no-such")))
          .hasMessageContaining("No such user: no-such");
    } finally {
      Files.delete(open);
    }
  }

  @Test
  void usesTheCache() throws IOException, InterruptedException {
    fetch(uri(base + "data/x.txt").setCache(true));
    fetch(uri(base + "data/x.txt").setCache(true).setOutputFile("again").setExecutable(true));
    assertThat(sandbox.resolve("again")).hasContent("content of x.txt").isExecutable();
    assertThat(served).hasValue(1);
    fetch(uri(base + "data/x.txt"));
    assertThat(served).hasValue(2);
  }

  @Test
  void concurrentFetchesAreOne() throws IOException, InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> fetches = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Path box = Files.createDirectory(directory.resolve("box" + i));
        List<CommandInfo.URI> uris = List.of(uri(base + "slow/x").setCache(true).build());
        fetches.add(
            threads.submit(
                () -> {
                  fetcher.fetch(uris, box, Optional.empty());
                  return null;
                }));
      }
      asked.await();
      mayAnswer.countDown();
      for (Future<?> fetch : fetches) {
        fetch.get();
      }
    }
    for (int i = 0; i < 20; i++) {
      assertThat(directory.resolve("box" + i).resolve("x")).hasContent("slow");
    }
    assertThat(served).hasValue(1);
  }

  @Test
  void whatDoesNotFitIsNotCached() throws IOException, InterruptedException {
    fetch(uri(base + "big/x").setCache(true));
    assertThat(sandbox.resolve("x")).hasSize(2000);
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void theLeastRecentlyUsedMakesRoom() throws IOException, InterruptedException {
    fetcher = new Fetcher(settings(40)); // two of 16
    for (String name : List.of("a.txt", "b.txt", "a.txt", "c.txt")) {
      fetch(uri(base + "data/" + name).setCache(true));
    }
    assertThat(served).hasValue(3);
    try (var files = Files.list(cache)) {
      assertThat(files.map(file -> file.getFileName().toString().substring(3)))
          .containsExactlyInAnyOrder("a.txt", "c.txt");
    }
  }

  @Test
  void canBeInterrupted() throws IOException, InterruptedException {
    AtomicInteger interrupted = new AtomicInteger();
    Thread thread =
        Thread.startVirtualThread(
            () -> {
              try {
                fetch(uri(base + "slow/x"));
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    asked.await();
    thread.interrupt();
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(interrupted).hasValue(1);
  }
}
