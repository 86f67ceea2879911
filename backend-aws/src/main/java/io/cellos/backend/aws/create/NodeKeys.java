package io.cellos.backend.aws.create;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.base.error.CellException;
import io.cellos.model.CellName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Keys instead of roles, for accounts that may not create roles: the nodes use the keys of one
 * narrow user, which lie in the cell's bucket where only the cell's own network reads them.
 */
public final class NodeKeys {
  private final Optional<String> profile;
  private final boolean ownBucket;

  public NodeKeys(AwsClients clients) {
    this.profile = clients.settings().chosen().get("keys-instead-of-roles");
    this.ownBucket = clients.settings().chosen().get("bucket").isEmpty();
  }

  boolean areUsed() {
    return profile.isPresent();
  }

  /** What keeps them from being used. */
  List<String> problems() {
    if (profile.isEmpty()) {
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    if (!ownBucket) {
      problems.add(
          "keys-instead-of-roles needs a bucket of the cell's own, whose policy guards the keys: leave --bucket away");
    }
    try {
      if (credentials() instanceof AwsSessionCredentials) {
        problems.add(
            "profile %s has temporary credentials, which end while the nodes live: name one with the keys of a user"
                .formatted(profile.get()));
      }
    } catch (SdkClientException e) {
      problems.add("profile " + profile.get() + " gives no keys: " + e.getMessage());
    }
    return problems;
  }

  private AwsCredentials credentials() {
    try (ProfileCredentialsProvider provider =
        ProfileCredentialsProvider.create(profile.orElseThrow())) {
      return provider.resolveCredentials();
    }
  }

  /**
   * Puts the keys where the nodes find them; says what that means.
   *
   * @param policy that their user needs
   */
  void upload(CellBucket bucket, CellName cell, String policy, Consumer<String> notice) {
    if (profile.isEmpty()) {
      return;
    }
    AwsCredentials keys = credentials();
    if (keys instanceof AwsSessionCredentials) {
      throw CellException.failed(
          "profile " + profile.get() + " has temporary credentials", "name one of a user");
    }
    notice.accept(
        "warning: the nodes use the long-lived keys of profile %s; who can run programs on a node of %s can read them. Give that user this policy and nothing more: %s"
            .formatted(profile.get(), cell, policy));
    bucket.put(
        bucket.key("keys/node"),
        RequestBody.fromString(
            "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
                .formatted(keys.accessKeyId(), keys.secretAccessKey())));
    notice.accept("keys of profile " + profile.get() + " put into the bucket");
  }
}
