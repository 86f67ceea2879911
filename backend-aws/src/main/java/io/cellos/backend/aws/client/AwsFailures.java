package io.cellos.backend.aws.client;

import io.cellos.base.error.CellException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what AWS refuses into a cause and a next step. */
public final class AwsFailures {
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
  private static final Set<String> UNKNOWN_KEY =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "SignatureDoesNotMatch",
          "InvalidAccessKeyId",
          "AuthFailure");
  private static final Set<String> DENIED =
      Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation");

  private AwsFailures() {}

  /**
   * Does it.
   *
   * @param what what is being done, after "can't", for example {@code describe stack demo}
   * @throws CellException if AWS can't be reached or refuses
   */
  public static <T> T explained(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw of(what, e);
    }
  }

  /** The code of the service's error, such as {@code ValidationError}; empty if there is none. */
  public static String code(SdkException failure) {
    return failure instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? String.valueOf(service.awsErrorDetails().errorCode())
        : "";
  }

  /** The failure of {@link #explained}. */
  public static CellException of(String what, SdkException failure) {
    return CellException.failed(
        "can't " + what + ": " + reason(failure), nextStep(failure), failure);
  }

  /** What the service said, without request ids. */
  public static String reason(SdkException failure) {
    if (failure instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      String message = service.awsErrorDetails().errorMessage();
      String code = service.awsErrorDetails().errorCode(); // answers to HEAD have no body
      return (code == null ? "HTTP " + service.statusCode() : code)
          + (message == null || message.isEmpty() ? "" : ": " + message);
    }
    return String.valueOf(failure.getMessage());
  }

  private static String nextStep(SdkException failure) {
    String code = code(failure);
    if (EXPIRED.contains(code)) {
      return "your AWS credentials have expired: get new ones (aws sso login, or the keys of your profile), then run this again";
    }
    if (UNKNOWN_KEY.contains(code)) {
      return "AWS does not know these credentials: check AWS_ACCESS_KEY_ID or --profile";
    }
    if (DENIED.contains(code)) {
      return "ask for the permission named above, or use other credentials with --profile";
    }
    if (failure instanceof SdkClientException
        && failure.getMessage() != null
        && failure.getMessage().contains("load credentials")) {
      return "give credentials: aws configure, AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    }
    if (failure instanceof SdkClientException
        && failure.getMessage() != null
        && failure.getMessage().contains("no credentials for profile")) {
      return "choose another with --profile (which there are: aws configure list-profiles), or fill it: aws configure --profile NAME";
    }
    if (failure instanceof AwsServiceException service
        && (service.isThrottlingException() || service.statusCode() >= 500)) {
      return "AWS is busy or has trouble: run this again in a minute";
    }
    return failure instanceof SdkClientException
        ? "check the network, the region and AWS_ENDPOINT_URL, then run this again"
        : "run it again with --verbose to see where it was refused";
  }
}
