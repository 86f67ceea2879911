package io.cellos.backend.aws.view;

import io.cellos.coordination.SharedStore;
import io.cellos.coordination.Versioned;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** DRAFT until S3Store is there. */
final class S3StoreDraft implements SharedStore {
  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  S3StoreDraft(S3Client s3, String bucket, String prefix) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public Optional<Versioned> get(String key) throws IOException {
    try {
      var answer = s3.getObjectAsBytes(b -> b.bucket(bucket).key(prefix + key));
      return Optional.of(new Versioned(answer.asByteArray(), answer.response().eTag()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void put(String key, byte[] content) throws IOException {
    s3.putObject(b -> b.bucket(bucket).key(prefix + key), RequestBody.fromBytes(content));
  }

  @Override
  public boolean compareAndSwap(String key, Optional<String> seen, byte[] content) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(String key) throws IOException {
    s3.deleteObject(b -> b.bucket(bucket).key(prefix + key));
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try {
      return s3
          .listObjectsV2Paginator(b -> b.bucket(bucket).prefix(prefix + folder + "/"))
          .contents()
          .stream()
          .map(o -> o.key().substring(prefix.length()))
          .sorted()
          .toList();
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void upload(String key, Path file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream download(String key) {
    throw new UnsupportedOperationException();
  }
}
