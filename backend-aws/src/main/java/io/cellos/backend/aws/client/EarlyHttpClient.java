package io.cellos.backend.aws.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The SDK's URL-connection client, made by another thread. It reads all trusted certificates when
 * it is made, a tenth of a second in which the SDK's clients can be built.
 */
final class EarlyHttpClient implements SdkHttpClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(30);

  private final CompletableFuture<SdkHttpClient> client =
      CompletableFuture.supplyAsync(
          () ->
              UrlConnectionHttpClient.builder()
                  .connectionTimeout(CONNECT)
                  .socketTimeout(READ)
                  .build());

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return client.join().prepareRequest(request);
  }

  @Override
  public String clientName() {
    return "UrlConnection";
  }

  @Override
  public void close() {
    client.join().close();
  }
}
