package io.cellos.mesos.master;

import com.google.protobuf.ByteString;
import io.cellos.coordination.zookeeper.Change;
import io.cellos.coordination.zookeeper.StateStore;
import io.cellos.mesos.master.core.MasterEffect;
import io.cellos.mesos.master.loop.Registry;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The registry in ZooKeeper. A key is a folder and a name, {@code quota/eng/web}; the name is
 * written as in a URL, because roles have slashes.
 */
record ZooKeeperRegistry(StateStore store) implements Registry {

  /** All that the last leader left. */
  Map<String, ByteString> load() throws IOException, InterruptedException {
    Map<String, ByteString> entries = new TreeMap<>();
    for (String folder : store.list("")) {
      byte[] own = store.get(folder).orElse(new byte[0]);
      if (own.length > 0) {
        entries.put(folder, ByteString.copyFrom(own));
      }
      store
          .all(folder)
          .forEach((name, value) -> entries.put(decode(folder, name), ByteString.copyFrom(value)));
    }
    return entries;
  }

  @Override
  public void write(List<MasterEffect> effects) throws IOException, InterruptedException {
    List<Change> changes = new ArrayList<>();
    for (MasterEffect effect : effects) {
      switch (effect) {
        case MasterEffect.Save(String key, ByteString value) ->
            changes.add(new Change.Put(encode(key), value.toByteArray()));
        case MasterEffect.Forget(String key) -> changes.add(new Change.Delete(encode(key)));
        case MasterEffect.ToScheduler _,
            MasterEffect.CloseScheduler _,
            MasterEffect.SayToAgent _,
            MasterEffect.CloseAgent _,
            MasterEffect.Answer _,
            MasterEffect.Announce _ ->
            throw new IllegalArgumentException("no change of the registry: " + effect);
      }
    }
    store.write(changes);
  }

  private static String encode(String key) {
    int slash = key.indexOf('/');
    return slash < 0
        ? key
        : key.substring(0, slash + 1)
            + URLEncoder.encode(key.substring(slash + 1), StandardCharsets.UTF_8);
  }

  private static String decode(String folder, String name) {
    return folder + "/" + URLDecoder.decode(name, StandardCharsets.UTF_8);
  }
}
