package io.cellos.coordination;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Where a shared store in a bucket is: {@code s3://bucket/prefix?region=eu-west-1}.
 *
 * @param region empty for the one that the environment names
 */
record S3Address(String bucket, String prefix, Optional<String> region) {
  private static final Pattern FORM =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]+)/([^?]+?)/*(?:\\?region=([a-z0-9-]+))?");

  S3Address {
    Keys.checked(prefix);
  }

  static S3Address parse(URI uri) {
    Matcher parts = FORM.matcher(uri.toString());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "not the address of a shared store: " + uri + " (s3://bucket/prefix?region=…)");
    }
    return new S3Address(parts.group(1), parts.group(2), Optional.ofNullable(parts.group(3)));
  }

  /** Nothing is sent before the first use. Credentials come from where the SDK looks for them. */
  S3Store open() {
    S3ClientBuilder client = S3Client.builder().httpClient(UrlConnectionHttpClient.create());
    region.map(Region::of).ifPresent(client::region);
    return new S3Store(client.build(), bucket, prefix);
  }
}
