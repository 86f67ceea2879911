package io.cellos.node.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory that looks like an installed Apache Mesos: its master and agent note how they were
 * started and answer on their port, nothing else.
 */
public final class StandIn {
  private StandIn() {}

  private static final String PROGRAM =
      """
      #!/bin/sh
      # appends its arguments and environment, then answers 200 to everything
      name=$(basename "$0")
      for word in "$@"; do
        case $word in
          --ip=*) ip=${word#--ip=} ;;
          --port=*) port=${word#--port=} ;;
        esac
      done
      echo "start $$ $*" >>"$NODE_HOME/$name.calls"
      env | grep ^MESOS_ >"$NODE_HOME/$name.env"
      echo "$name says hello"
      exec "@JAVA@" -Xmx16m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "@SERVER@" "$ip" "$port"
      """;

  private static final String SERVER =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;

      class Answer {
        public static void main(String[] args) throws Exception {
          var server =
              HttpServer.create(new InetSocketAddress(args[0], Integer.parseInt(args[1])), 0);
          server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
          server.start();
        }
      }
      """;

  /** Makes it. */
  public static Path in(Path directory) throws IOException {
    Path programs = Files.createDirectories(directory.resolve("sbin"));
    Path server = Files.writeString(directory.resolve("Answer.java"), SERVER);
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    for (Part part : Part.values()) {
      Path file = programs.resolve(part.toString());
      Files.writeString(
          file, PROGRAM.replace("@JAVA@", java).replace("@SERVER@", server.toString()));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return directory;
  }
}
