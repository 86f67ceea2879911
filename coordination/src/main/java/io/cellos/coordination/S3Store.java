package io.cellos.coordination;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A shared store in a bucket, under a prefix. S3 reads what was written last, and its conditional
 * writes are the compare-and-swap.
 */
public final class S3Store implements SharedStore {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  /** Every look is paid for, and a thousand nodes that look all the time are sent away. */
  private static final int SLOWER = 10;

  /** Names the write, so that a write can be told from an equal one of somebody else. */
  private static final String WRITE = "write";

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix a key of its own, without a slash at the end
   */
  public S3Store(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = Keys.checked(prefix) + "/";
  }

  @Override
  public Optional<Versioned> get(String key) throws IOException {
    String name = name(key);
    return call(
        key,
        () -> {
          try {
            ResponseBytes<GetObjectResponse> answer =
                client.getObjectAsBytes(get -> get.bucket(bucket).key(name));
            return Optional.of(new Versioned(answer.asByteArrayUnsafe(), answer.response().eTag()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void put(String key, byte[] content) throws IOException {
    PutObjectRequest put = putting(key).build();
    call(key, () -> client.putObject(put, RequestBody.fromBytes(content)));
  }

  @Override
  public boolean compareAndSwap(String key, Optional<String> seen, byte[] content)
      throws IOException {
    String write = UUID.randomUUID().toString();
    PutObjectRequest.Builder put = putting(key).metadata(Map.of(WRITE, write));
    seen.ifPresentOrElse(put::ifMatch, () -> put.ifNoneMatch("*"));
    return call(
        key,
        () -> {
          try {
            client.putObject(put.build(), RequestBody.fromBytes(content));
            return true;
          } catch (S3Exception e) {
            return switch (e.statusCode()) {
              case PRECONDITION_FAILED, CONFLICT, NOT_FOUND -> isThere(key, write, e);
              default -> throw e;
            };
          }
        });
  }

  /**
   * Whether the write that was refused has been done all the same: the client repeats a request
   * whose answer it lost, and then competes with itself.
   */
  private boolean isThere(String key, String write, S3Exception refused) {
    if (refused.awsErrorDetails() != null
        && "NoSuchBucket".equals(refused.awsErrorDetails().errorCode())) {
      throw refused;
    }
    try {
      return write.equals(
          client.headObject(head -> head.bucket(bucket).key(name(key))).metadata().get(WRITE));
    } catch (NoSuchKeyException e) {
      return false;
    }
  }

  @Override
  public void delete(String key) throws IOException {
    String name = name(key);
    call(key, () -> client.deleteObject(delete -> delete.bucket(bucket).key(name)));
  }

  @Override
  public List<String> list(String folder) throws IOException {
    String start = name(folder) + "/";
    return call(
        folder,
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(start))
                .contents()
                .stream()
                .map(S3Object::key)
                .map(name -> name.substring(prefix.length()))
                .sorted()
                .toList());
  }

  @Override
  public void upload(String key, Path file) throws IOException {
    PutObjectRequest put = putting(key).build();
    call(key, () -> client.putObject(put, file));
  }

  @Override
  public InputStream download(String key) throws IOException {
    String name = name(key);
    try {
      return call(key, () -> client.getObject(get -> get.bucket(bucket).key(name)));
    } catch (IOException e) {
      if (e.getCause() instanceof NoSuchKeyException) {
        throw new NoSuchFileException(address(key));
      }
      throw e;
    }
  }

  @Override
  public Duration pause(Duration local) {
    return local.multipliedBy(SLOWER);
  }

  private PutObjectRequest.Builder putting(String key) {
    return PutObjectRequest.builder().bucket(bucket).key(name(key));
  }

  private String name(String key) {
    return prefix + Keys.checked(key);
  }

  private String address(String key) {
    return "s3://" + bucket + "/" + prefix + key;
  }

  private <T> T call(String key, Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new IOException(address(key) + ": " + e.getMessage(), e);
    }
  }
}
