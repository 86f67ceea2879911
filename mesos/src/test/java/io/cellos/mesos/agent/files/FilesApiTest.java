package io.cellos.mesos.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.http.HttpServers;
import io.cellos.base.json.Json;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesApiTest {
  @TempDir Path directory;
  private Path sandbox;
  private WebServer server;

  @BeforeEach
  void start() throws IOException {
    sandbox = Files.createDirectory(directory.resolve("sandbox"));
    Files.writeString(directory.resolve("secret"), "secret");
    Files.writeString(sandbox.resolve("stdout"), "hello world");
    Files.createDirectory(sandbox.resolve("sub"));
    VirtualFiles files = new VirtualFiles();
    files.attach("/var/sandbox/", sandbox);
    files.attach("/slave/log", directory.resolve("secret"));
    server =
        HttpServers.start(
            InetAddress.ofLiteral("127.0.0.1"),
            0,
            routes -> routes.register("/files", new FilesApi(files)));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private HttpAnswer get(String pathAndQuery) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/files/" + pathAndQuery);
    return HttpCalls.get(uri, Duration.ofSeconds(10));
  }

  private JsonNode json(String pathAndQuery) throws IOException {
    HttpAnswer answer = get(pathAndQuery);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).hasValue("application/json");
    return Json.tree(answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"browse", "browse.json"})
  void listsWithWhatStatSays(String endpoint) throws IOException {
    Path file = sandbox.resolve("stdout");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1348258116)));
    JsonNode listing = json(endpoint + "?path=/var/sandbox");
    assertThat(listing).hasSize(2);
    JsonNode first = listing.get(0);
    assertThat(first.get("path").asText()).isEqualTo("/var/sandbox/stdout");
    assertThat(first.get("mode").asText()).isEqualTo("-rwxr-x---");
    assertThat(first.get("size").asLong()).isEqualTo(11);
    assertThat(first.get("nlink").asInt()).isEqualTo(1);
    assertThat(first.get("mtime").asLong()).isEqualTo(1348258116);
    assertThat(first.get("uid").asText()).isEqualTo(Files.getOwner(file).getName());
    assertThat(first.get("gid").asText()).isNotEmpty();
    assertThat(listing.get(1).get("path").asText()).isEqualTo("/var/sandbox/sub");
    assertThat(listing.get(1).get("mode").asText()).startsWith("d");
    assertThat(json("browse?path=/var/sandbox/")).hasSize(2);
    assertThat(json("browse?path=/var/sandbox/sub")).isEmpty();
    assertThat(json("browse?path=/var/sandbox/stdout")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,,hello world,0",
    "0,5,hello,0",
    "6,100,world,6",
    "6,-1,world,6",
    "-1,,'',11",
    ",,'',11",
    "-1,-1,'',11",
    "3,0,'',3",
    "11,5,'',11",
    "99,5,'',99"
  })
  void reads(String offset, String length, String data, long answered) throws IOException {
    String query =
        (offset == null ? "" : "&offset=" + offset) + (length == null ? "" : "&length=" + length);
    JsonNode answer = json("read?path=/var/sandbox/stdout" + query);
    assertThat(answer.get("data").asText()).isEqualTo(data);
    assertThat(answer.get("offset").asLong()).isEqualTo(answered);
    assertThat(json("read.json?path=/var/sandbox/stdout" + query)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "browse, 400",
    "browse?path=, 400",
    "browse?path=/nothing, 404",
    "browse?path=/var, 404",
    "browse?path=/var/sandbox/nothing, 404",
    "browse?path=/etc, 404",
    "browse?path=/var/sandbox/.., 400",
    "browse?path=/var/sandbox/out, 400",
    "read, 400",
    "read?path=/var/sandbox&offset=0, 400",
    "read?path=/var/sandbox/sub&offset=0, 400",
    "read?path=/var/sandbox/nothing&offset=0, 404",
    "read?path=/etc/passwd&offset=0, 404",
    "read?path=/var/sandbox/../secret&offset=0, 400",
    "read?path=/var/sandbox//etc/passwd&offset=0, 404",
    "read?path=/var/sandbox/link&offset=0, 400",
    "read?path=/var/sandbox/%00&offset=0, 404",
    "read?path=/var/sandbox/stdout/deeper&offset=0, 404",
    "read?path=/var/sandbox/stdout&offset=x, 400",
    "read?path=/var/sandbox/stdout&offset=-2, 400",
    "read?path=/var/sandbox/stdout&offset=0&length=x, 400",
    "read?path=/var/sandbox/stdout&offset=0&length=-2, 400",
    "read?path=/slave/log/deeper, 404",
    "download, 400",
    "download?path=/var/sandbox/sub, 400",
    "download?path=/var/sandbox/link, 400",
    "download?path=/var/sandbox/nothing, 404",
  })
  void refuses(String request, int status) throws IOException {
    Files.createSymbolicLink(sandbox.resolve("link"), directory.resolve("secret"));
    Files.createSymbolicLink(sandbox.resolve("out"), Path.of(".."));
    HttpAnswer answer = get(request);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("secret");
  }

  @Test
  void linksThatStayInsideAreFollowed() throws IOException {
    Files.createSymbolicLink(sandbox.resolve("latest"), Path.of("stdout"));
    assertThat(json("read?path=/var/sandbox/latest&offset=0").get("data").asText())
        .isEqualTo("hello world");
  }

  @Test
  void answersAsScript() throws IOException {
    HttpAnswer answer = get("read?path=/var/sandbox/stdout&offset=0&length=5&jsonp=cb");
    assertThat(answer.header("Content-Type")).hasValue("text/javascript");
    assertThat(answer.body()).asString().isEqualTo("cb({\"data\":\"hello\",\"offset\":0});");
  }

  @Test
  void downloadsAllOfAFile() throws IOException {
    byte[] content = new byte[300_000];
    content[299_999] = (byte) 200;
    Files.write(sandbox.resolve("all.bin"), content);
    HttpAnswer answer = get("download?path=/var/sandbox/all.bin");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(content);
    assertThat(answer.header("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.header("Content-Disposition")).hasValue("attachment; filename=all.bin");
  }

  @Test
  void tellsWhatIsAttached() throws IOException {
    assertThat(json("debug").get("/var/sandbox").asText()).isEqualTo(sandbox.toString());
  }

  @Test
  void aReaderSeesEveryCharacterWhole() throws IOException {
    String text = "aé€😀".repeat(30_000);
    Files.writeString(sandbox.resolve("text"), text);
    StringBuilder read = new StringBuilder();
    long offset = 0;
    String part;
    do {
      String query = "read?path=/var/sandbox/text&length=7777&offset=" + offset;
      part = json(query).get("data").asText();
      read.append(part);
      offset += part.getBytes(StandardCharsets.UTF_8).length;
    } while (!part.isEmpty());
    assertThat(read.toString()).isEqualTo(text);
  }

  @Test
  void givesAtMostSixteenPages() throws IOException {
    Files.write(sandbox.resolve("big"), new byte[100_000]);
    String query =
        "read?offset=0&length=100000&path="
            + URLEncoder.encode("/var/sandbox/big", StandardCharsets.UTF_8);
    assertThat(json(query).get("data").asText()).hasSize(65_536);
  }
}
