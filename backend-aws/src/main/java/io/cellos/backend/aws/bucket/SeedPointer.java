package io.cellos.backend.aws.bucket;

import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The object {@code <cell>/seed/current}: which archive of modules nodes fetch when they boot, and
 * what of it the nodes of each role run. As its key never changes, neither does the user data, and
 * another seed replaces no node.
 *
 * <pre>
 * key=demo/seed/0123456789abcdef.tar.gz
 * nucleus=hello,other
 * stateless-body=hello
 * </pre>
 */
public record SeedPointer(String text) {
  private static final String NAME = "seed/current";

  /** The key, which is also the value of the stack's parameter {@code SeedKey}. */
  public static String key(CellBucket bucket) {
    return bucket.key(NAME);
  }

  static SeedPointer of(CellBucket bucket, Seed seed, List<UserModule> modules) {
    StringBuilder text = new StringBuilder();
    text.append("key=").append(seed.key(bucket)).append('\n');
    for (Role role : Role.values()) {
      text.append(role).append('=').append(names(UserModule.forRole(modules, role))).append('\n');
    }
    return new SeedPointer(text.toString());
  }

  private static String names(List<UserModule> modules) {
    return modules.stream().map(UserModule::name).collect(Collectors.joining(","));
  }

  /**
   * Uploads the modules and points nodes at them; the archive first, so that no node is sent to one
   * that is not there.
   */
  public static void publish(CellBucket bucket, List<UserModule> modules, Consumer<String> notice) {
    Seed seed = Seed.of(modules);
    seed.upload(bucket, notice);
    bucket.put(key(bucket), RequestBody.fromString(of(bucket, seed, modules).text()));
  }
}
