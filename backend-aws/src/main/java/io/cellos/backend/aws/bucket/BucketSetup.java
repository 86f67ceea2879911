package io.cellos.backend.aws.bucket;

import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.base.error.CellException;
import io.cellos.base.json.Json;
import io.cellos.model.CellName;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Makes a cell's own bucket. The tags are written last: a bucket that has them is finished, so an
 * interrupted run is continued and a finished one costs one call.
 */
final class BucketSetup {
  /** What is overwritten or deleted can be had back for so long. */
  private static final int DAYS_OF_OLD_VERSIONS = 30;

  private static final int DAYS_OF_CUT_UPLOADS = 7;

  private final S3Client s3;
  private final String name;
  private final String owner;
  private final Region region;

  BucketSetup(S3Client s3, String name, String owner, Region region) {
    this.s3 = s3;
    this.name = name;
    this.owner = owner;
    this.region = region;
  }

  /**
   * @param withPolicy false where a template will bring the policy: it can't where one is already
   * @return whether something had to be made
   */
  boolean ensure(CellName cell, String version, boolean withPolicy) {
    try {
      if (isFinished(cell)) {
        return false;
      }
      create();
      keepPrivate();
      encryptAndVersion();
      if (withPolicy && reachedByTls()) {
        s3.putBucketPolicy(b -> b.bucket(name).expectedBucketOwner(owner).policy(onlyTls()));
      }
      s3.putBucketTagging(
          b ->
              b.bucket(name)
                  .expectedBucketOwner(owner)
                  .tagging(t -> t.tagSet(tag("cell", cell.value()), tag("cell-os", version))));
      return true;
    } catch (SdkException e) {
      throw explained(e);
    }
  }

  private boolean isFinished(CellName cell) {
    try {
      return s3.getBucketTagging(b -> b.bucket(name).expectedBucketOwner(owner)).tagSet().stream()
          .anyMatch(tag -> tag.key().equals("cell") && tag.value().equals(cell.value()));
    } catch (SdkException e) {
      if (AwsFailures.code(e).equals("NoSuchBucket")
          || AwsFailures.code(e).equals("NoSuchTagSet")) {
        return false;
      }
      throw e;
    }
  }

  private void create() {
    CreateBucketRequest.Builder request =
        CreateBucketRequest.builder()
            .bucket(name)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED);
    if (!region.equals(Region.US_EAST_1)) { // which is refused as a location
      request.createBucketConfiguration(c -> c.locationConstraint(region.id()));
    }
    try {
      s3.createBucket(request.build());
    } catch (SdkException e) {
      if (!AwsFailures.code(e).equals("BucketAlreadyOwnedByYou")) {
        throw e;
      }
    }
  }

  private void keepPrivate() {
    OwnershipControlsRule noAcls =
        OwnershipControlsRule.builder()
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .build();
    s3.putBucketOwnershipControls(
        b -> b.bucket(name).expectedBucketOwner(owner).ownershipControls(o -> o.rules(noAcls)));
    s3.putPublicAccessBlock(
        b ->
            b.bucket(name)
                .expectedBucketOwner(owner)
                .publicAccessBlockConfiguration(
                    p ->
                        p.blockPublicAcls(true)
                            .ignorePublicAcls(true)
                            .blockPublicPolicy(true)
                            .restrictPublicBuckets(true)));
  }

  private void encryptAndVersion() {
    ServerSideEncryptionRule always =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(d -> d.sseAlgorithm(ServerSideEncryption.AES256))
            .build();
    s3.putBucketEncryption(
        b ->
            b.bucket(name)
                .expectedBucketOwner(owner)
                .serverSideEncryptionConfiguration(c -> c.rules(always)));
    s3.putBucketVersioning(
        b ->
            b.bucket(name)
                .expectedBucketOwner(owner)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    s3.putBucketLifecycleConfiguration(
        b ->
            b.bucket(name)
                .expectedBucketOwner(owner)
                .lifecycleConfiguration(l -> l.rules(oldVersions())));
  }

  private static LifecycleRule oldVersions() {
    return LifecycleRule.builder()
        .id("old-versions")
        .status(ExpirationStatus.ENABLED)
        .filter(f -> f.prefix(""))
        .noncurrentVersionExpiration(n -> n.noncurrentDays(DAYS_OF_OLD_VERSIONS))
        .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(DAYS_OF_CUT_UPLOADS))
        .build();
  }

  /**
   * An endpoint of the user's own without TLS would be locked out by the policy, and we with it.
   */
  private boolean reachedByTls() {
    return s3.utilities().getUrl(b -> b.bucket(name).key("x")).getProtocol().equals("https");
  }

  /** A policy that refuses every request over plain HTTP. */
  String onlyTls() {
    String arn = "arn:" + region.metadata().partition().id() + ":s3:::" + name;
    return Json.text(
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(
                Map.of(
                    "Sid", "OnlyEncryptedConnections",
                    "Effect", "Deny",
                    "Principal", "*",
                    "Action", "s3:*",
                    "Resource", List.of(arn, arn + "/*"),
                    "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false"))))));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private CellException explained(SdkException failure) {
    return switch (AwsFailures.code(failure)) {
      case "BucketAlreadyExists", "AccessDenied" ->
          CellException.failed(
              "bucket "
                  + name
                  + " belongs to somebody else, or these credentials may not make it ("
                  + AwsFailures.reason(failure)
                  + ")",
              "give another with --bucket or CELL_BUCKET",
              failure);
      case "OperationAborted" ->
          CellException.failed(
              "bucket " + name + " is just being made or deleted by another command",
              "run this again in a minute",
              failure);
      default -> AwsFailures.of("make bucket " + name, failure);
    };
  }
}
