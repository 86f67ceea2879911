package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.model.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Apps and pods as they were read; whoever refers to the same version gets the same object. */
record Specs(Map<String, RunSpec> byKey) {
  static Specs read(PackedStore store, Collection<SpecKey> keys)
      throws IOException, InterruptedException {
    List<String> names = keys.stream().map(SpecKey::key).distinct().toList();
    Map<String, JsonNode> found = store.read(names);
    return new Specs(
        found.entrySet().parallelStream()
            .collect(
                Collectors.toConcurrentMap(
                    Map.Entry::getKey, entry -> SpecJson.read(entry.getValue()))));
  }

  RunSpec get(SpecKey key) {
    RunSpec spec = byKey.get(key.key());
    if (spec == null) {
      throw new UncheckedIOException(new IOException(key.key() + " is missing"));
    }
    return spec;
  }
}
