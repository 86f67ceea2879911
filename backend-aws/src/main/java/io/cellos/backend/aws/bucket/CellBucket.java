package io.cellos.backend.aws.bucket;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.base.error.CellException;
import io.cellos.model.CellName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/**
 * The bucket of one cell: its own, or one that the user gave, which is used and never created,
 * changed or deleted. All that the cell has in it is under {@code <cell>/}.
 */
public final class CellBucket {
  private static final int HASH = 10;
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final S3Client s3;
  private final Region region;
  private final CellName cell;
  private final String name;
  private final String owner;
  private final boolean own;
  private final boolean policyByTemplate;

  private CellBucket(AwsClients clients, CellName cell, String account, Optional<String> given) {
    this.s3 = clients.s3();
    this.region = clients.settings().region();
    this.cell = cell;
    this.own = given.isEmpty();
    this.name = given.orElseGet(() -> ownName(cell, account, region));
    this.owner = own ? account : null; // a given one may be another account's, shared with this
    this.policyByTemplate = clients.settings().chosen().get("keys-instead-of-roles").isPresent();
  }

  /**
   * The bucket that the cell has, or would have; asks nobody.
   *
   * @param account the caller's, 12 digits
   */
  public static CellBucket of(AwsClients clients, CellName cell, String account) {
    return new CellBucket(clients, cell, account, clients.settings().chosen().get("bucket"));
  }

  /**
   * The bucket that the cell's stack names, whatever is chosen now.
   *
   * @param name as the stack's parameter has it
   */
  public static CellBucket named(AwsClients clients, CellName cell, String account, String name) {
    boolean own = name.equals(ownName(cell, account, clients.settings().region()));
    return new CellBucket(clients, cell, account, own ? Optional.empty() : Optional.of(name));
  }

  /** Names are the world's: the hash keeps others from taking this one first. */
  static String ownName(CellName cell, String account, Region region) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((account + "/" + region.id()).getBytes(StandardCharsets.UTF_8));
      return "cell-os--" + cell + "-" + HexFormat.of().formatHex(hash).substring(0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public String name() {
    return name;
  }

  /** Whether the cell made it and may delete it. */
  public boolean isOwn() {
    return own;
  }

  /** The key of something of this cell, for example {@code shared}. */
  public String key(String below) {
    return cell + "/" + below;
  }

  /** Where CloudFormation reads the object. */
  public String url(String key) {
    String host = "s3." + region.id() + "." + region.metadata().partition().dnsSuffix();
    return name.contains(".") // no certificate matches dots in front of the service's name
        ? "https://" + host + "/" + name + "/" + key
        : "https://" + name + "." + host + "/" + key;
  }

  /** What keeps the cell from using it; nothing is changed. */
  public Optional<String> problem() {
    try {
      HeadBucketResponse there = s3.headBucket(b -> b.bucket(name).expectedBucketOwner(owner));
      return Optional.ofNullable(there.bucketRegion())
          .filter(elsewhere -> !elsewhere.equals(region.id()))
          .map(
              elsewhere ->
                  "bucket %s is in %s, the cell in %s: a cell needs one in its own region"
                      .formatted(name, elsewhere, region));
    } catch (AwsServiceException e) {
      return switch (e.statusCode()) {
        case NOT_FOUND ->
            own
                ? Optional.empty()
                : Optional.of("there is no bucket " + name + ": create it first");
        case FORBIDDEN -> Optional.of(taken());
        case 301 ->
            Optional.of("bucket " + name + " is in another region than the cell, " + region);
        default -> throw AwsFailures.of("look at bucket " + name, e);
      };
    } catch (SdkException e) {
      throw AwsFailures.of("look at bucket " + name, e);
    }
  }

  private String taken() {
    return own
        ? "bucket "
            + name
            + " belongs to somebody else, or these credentials may not use it: give another with --bucket"
        : "bucket " + name + " can't be used with these credentials (403)";
  }

  /**
   * Makes the own bucket, or finishes making it; looks whether a given one can be used.
   *
   * @param notice is told if something was made
   * @throws CellException if the bucket is not to be had
   */
  public void ensure(String version, Consumer<String> notice) {
    if (own) {
      if (new BucketSetup(s3, name, owner, region).ensure(cell, version, !policyByTemplate)) {
        notice.accept("bucket " + name + " made: private, encrypted, versioned");
      }
      return;
    }
    problem()
        .ifPresent(
            why -> {
              throw CellException.failed(why, "choose another with --bucket or CELL_BUCKET");
            });
  }

  /** Whether the object is there. */
  public boolean has(String key) {
    try {
      s3.headObject(b -> b.bucket(name).key(key).expectedBucketOwner(owner));
      return true;
    } catch (AwsServiceException e) {
      if (e.statusCode() == NOT_FOUND) {
        return false;
      }
      throw AwsFailures.of("look at s3://" + name + "/" + key, e);
    } catch (SdkException e) {
      throw AwsFailures.of("look at s3://" + name + "/" + key, e);
    }
  }

  /** Writes the object, replacing what was there. */
  public void put(String key, RequestBody body) {
    AwsFailures.explained(
        "write s3://" + name + "/" + key,
        () -> s3.putObject(b -> b.bucket(name).key(key).expectedBucketOwner(owner), body));
  }

  /**
   * Writes the object unless it is there; for keys that have a hash of the content.
   *
   * @return whether it had to be written
   */
  public boolean putIfMissing(String key, byte[] content) {
    if (has(key)) {
      return false;
    }
    put(key, RequestBody.fromBytes(content));
    return true;
  }

  /**
   * Deletes all of the cell's objects with all versions. Quiet where there is no bucket.
   *
   * @return how many versions and delete markers there were
   */
  public long empty() {
    return empty("");
  }

  /** The same for what begins with {@code <cell>/<below>}. */
  public long empty(String below) {
    return new VersionSweep(s3, name, owner).delete(key(below));
  }

  /**
   * Deletes the cell's own bucket, which must be empty; a given one is left alone.
   *
   * @return whether there was one to delete
   */
  public boolean delete() {
    if (!own) {
      return false;
    }
    try {
      s3.deleteBucket(b -> b.bucket(name).expectedBucketOwner(owner));
      return true;
    } catch (SdkException e) {
      switch (AwsFailures.code(e)) {
        case "NoSuchBucket" -> {
          return false;
        }
        case "BucketNotEmpty" ->
            throw CellException.failed(
                "bucket " + name + " holds objects that are not the cell's",
                "look at them: aws s3 ls s3://" + name + ", then delete again",
                e);
        default -> throw AwsFailures.of("delete bucket " + name, e);
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
