package io.cellos.backend.aws.client;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The SDK's clients for one region and one set of credentials, each made when it is first used.
 * {@code AWS_ENDPOINT_URL} is honoured by the SDK itself. Safe for many threads.
 */
public final class AwsClients implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  private final AwsSettings settings;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http;
  private final ConcurrentHashMap<Class<?>, SdkClient> clients = new ConcurrentHashMap<>();

  public AwsClients(AwsSettings settings) {
    this(settings, System.getenv("AWS_PROFILE"));
  }

  AwsClients(AwsSettings settings, String usualProfile) {
    this.settings = settings;
    this.credentials = credentials(settings.profile(), usualProfile);
    this.http = new EarlyHttpClient();
  }

  /**
   * A profile that was chosen for this program goes before keys in the environment; one that only
   * the environment names goes after them, as for AWS's own tools.
   */
  private static AwsCredentialsProvider credentials(Optional<String> profile, String usual) {
    if (profile.isPresent() && !profile.get().equals(usual)) {
      return ProfileCredentialsProvider.create(profile.get());
    }
    DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
    profile.ifPresent(chain::profileName);
    return chain.build();
  }

  public AwsSettings settings() {
    return settings;
  }

  public CloudFormationClient cloudFormation() {
    return client(CloudFormationClient.class, CloudFormationClient::builder);
  }

  public AutoScalingClient autoScaling() {
    return client(AutoScalingClient.class, AutoScalingClient::builder);
  }

  public Ec2Client ec2() {
    return client(Ec2Client.class, Ec2Client::builder);
  }

  public ElasticLoadBalancingV2Client loadBalancing() {
    return client(ElasticLoadBalancingV2Client.class, ElasticLoadBalancingV2Client::builder);
  }

  public S3Client s3() {
    return client(S3Client.class, S3Client::builder);
  }

  public SsmClient ssm() {
    return client(SsmClient.class, SsmClient::builder);
  }

  public StsClient sts() {
    return client(StsClient.class, StsClient::builder);
  }

  public ServiceQuotasClient quotas() {
    return client(ServiceQuotasClient.class, ServiceQuotasClient::builder);
  }

  public ResourceGroupsTaggingApiClient tagging() {
    return client(ResourceGroupsTaggingApiClient.class, ResourceGroupsTaggingApiClient::builder);
  }

  private <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>>
      C client(Class<C> type, Supplier<B> builder) {
    return type.cast(clients.computeIfAbsent(type, ignored -> build(builder.get())));
  }

  private <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>>
      C build(B builder) {
    return builder
        .region(settings.region())
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(
            options ->
                options.retryStrategy(
                    DefaultRetryStrategy.legacyStrategyBuilder().maxAttempts(ATTEMPTS).build()))
        .build();
  }

  @Override
  public void close() {
    clients.values().forEach(SdkClient::close);
    http.close();
  }
}
