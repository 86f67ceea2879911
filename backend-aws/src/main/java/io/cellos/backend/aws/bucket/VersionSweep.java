package io.cellos.backend.aws.bucket;

import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.base.error.CellException;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes every version of every object under a prefix, a page of at most 1,000 at a time. */
final class VersionSweep {
  private final S3Client s3;
  private final String bucket;
  private final String owner;

  VersionSweep(S3Client s3, String bucket, String owner) {
    this.s3 = s3;
    this.bucket = bucket;
    this.owner = owner;
  }

  /** Each page is the first one: what the pages before it had is gone. */
  long delete(String prefix) {
    long deleted = 0;
    try {
      while (true) {
        List<ObjectIdentifier> versions =
            identifiers(
                s3.listObjectVersions(
                    b -> b.bucket(bucket).prefix(prefix).expectedBucketOwner(owner)));
        if (versions.isEmpty()) {
          return deleted;
        }
        delete(prefix, versions);
        deleted += versions.size();
      }
    } catch (SdkException e) {
      if (AwsFailures.code(e).equals("NoSuchBucket")) {
        return deleted;
      }
      throw AwsFailures.of("empty s3://" + bucket + "/" + prefix, e);
    }
  }

  private static List<ObjectIdentifier> identifiers(ListObjectVersionsResponse page) {
    return Stream.concat(
            page.versions().stream().map(v -> identifier(v.key(), v.versionId())),
            page.deleteMarkers().stream().map(m -> identifier(m.key(), m.versionId())))
        .toList();
  }

  private static ObjectIdentifier identifier(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  private void delete(String prefix, List<ObjectIdentifier> versions) {
    DeleteObjectsResponse answer =
        s3.deleteObjects(
            b ->
                b.bucket(bucket)
                    .expectedBucketOwner(owner)
                    .delete(d -> d.objects(versions).quiet(true)));
    if (answer.hasErrors() && !answer.errors().isEmpty()) {
      S3Error first = answer.errors().getFirst();
      throw CellException.failed(
          "%d objects of s3://%s/%s can't be deleted, the first being %s: %s"
              .formatted(answer.errors().size(), bucket, prefix, first.key(), first.message()),
          "look whether they are locked or protected by a policy, then delete again");
    }
  }
}
