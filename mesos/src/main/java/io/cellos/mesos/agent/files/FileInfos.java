package io.cellos.mesos.agent.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.FileInfo;
import org.apache.mesos.v1.Protos.TimeInfo;

/** What stat(2) says of a file, as Mesos tells it. */
final class FileInfos {
  private static final long SECOND = 1_000_000_000;

  /** The bits of a mode that say what kind of file it is; see inode(7). */
  private static final int TYPE = 0170000;

  private FileInfos() {}

  /** Of what the path leads to, links followed. */
  static FileInfo of(String name, Path file) throws IOException {
    Map<String, Object> stat = Files.readAttributes(file, "unix:*");
    return FileInfo.newBuilder()
        .setPath(name)
        .setNlink((Integer) stat.get("nlink"))
        .setSize((Long) stat.get("size"))
        .setMtime(
            TimeInfo.newBuilder()
                .setNanoseconds(
                    SECOND * ((FileTime) stat.get("lastModifiedTime")).to(TimeUnit.SECONDS)))
        .setMode((Integer) stat.get("mode"))
        .setUid(stat.get("owner").toString())
        .setGid(stat.get("group").toString())
        .build();
  }

  /** As {@code /files/browse} prints it: the mode as ls does, the time in seconds. */
  static ObjectNode json(FileInfo file) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("gid", file.getGid());
    json.put("mode", mode(file.getMode()));
    json.put("mtime", file.getMtime().getNanoseconds() / SECOND);
    json.put("nlink", file.getNlink());
    json.put("path", file.getPath());
    json.put("size", file.getSize());
    json.put("uid", file.getUid());
    return json;
  }

  private static String mode(int mode) {
    String type =
        switch (mode & TYPE) {
          case 0040000 -> "d";
          case 0120000 -> "l";
          case 0020000 -> "c";
          case 0060000 -> "b";
          case 0010000 -> "p";
          case 0140000 -> "s";
          default -> "-";
        };
    StringBuilder text = new StringBuilder(type);
    for (int shift = 6; shift >= 0; shift -= 3) {
      int bits = mode >> shift;
      text.append((bits & 4) != 0 ? 'r' : '-');
      text.append((bits & 2) != 0 ? 'w' : '-');
      text.append((bits & 1) != 0 ? 'x' : '-');
    }
    return text.toString();
  }
}
