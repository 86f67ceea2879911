package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.Command;
import io.cellos.marathon.model.FetchUri;
import io.cellos.marathon.model.ResourceLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.KillPolicy;
import org.apache.mesos.v1.Protos.Label;
import org.apache.mesos.v1.Protos.Labels;
import org.apache.mesos.v1.Protos.Secret;
import org.apache.mesos.v1.Protos.Value;

/** Small values as Mesos has them. */
final class Protobuf {
  private Protobuf() {}

  static Labels labels(Map<String, String> labels) {
    Labels.Builder all = Labels.newBuilder();
    labels.forEach((key, value) -> all.addLabels(Label.newBuilder().setKey(key).setValue(value)));
    return all.build();
  }

  static KillPolicy killPolicy(Duration grace) {
    return KillPolicy.newBuilder()
        .setGracePeriod(DurationInfo.newBuilder().setNanoseconds(grace.toNanos()))
        .build();
  }

  static Map<String, Value.Scalar> limits(Optional<ResourceLimits> limits) {
    Map<String, Value.Scalar> result = new LinkedHashMap<>();
    limits.flatMap(ResourceLimits::cpus).ifPresent(cpus -> result.put("cpus", scalar(cpus)));
    limits.flatMap(ResourceLimits::mem).ifPresent(mem -> result.put("mem", scalar(mem)));
    return result;
  }

  private static Value.Scalar scalar(double value) {
    return Value.Scalar.newBuilder().setValue(value).build();
  }

  static List<CommandInfo.URI> uris(List<FetchUri> fetch) {
    return fetch.stream().map(Protobuf::uri).toList();
  }

  private static CommandInfo.URI uri(FetchUri fetch) {
    CommandInfo.URI.Builder uri =
        CommandInfo.URI
            .newBuilder()
            .setValue(fetch.uri())
            .setExtract(fetch.extract())
            .setExecutable(fetch.executable())
            .setCache(fetch.cache());
    fetch.destPath().ifPresent(uri::setOutputFile);
    return uri.build();
  }

  /** A command by itself, as checks have it. */
  static CommandInfo command(Command command) {
    return switch (command) {
      case Command.Shell shell ->
          CommandInfo.newBuilder().setShell(true).setValue(shell.line()).build();
      case Command.Argv argv -> {
        CommandInfo.Builder info =
            CommandInfo.newBuilder().setShell(false).addAllArguments(argv.words());
        argv.words().stream().findFirst().ifPresent(info::setValue);
        yield info.build();
      }
    };
  }

  static Secret secret(String name) {
    return Secret.newBuilder()
        .setType(Secret.Type.REFERENCE)
        .setReference(Secret.Reference.newBuilder().setName(name))
        .build();
  }
}
