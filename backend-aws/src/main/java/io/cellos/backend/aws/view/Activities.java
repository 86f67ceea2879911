package io.cellos.backend.aws.view;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** What a scaling group did and tried. */
final class Activities {
  private static final int A_PAGE = 100;

  private Activities() {}

  /** The newest, newest first; one call. */
  static List<Activity> newest(AwsClients clients, AutoScalingGroup group) {
    String name = group.autoScalingGroupName();
    return AwsFailures.explained(
            "read the activities of group " + name,
            () ->
                clients
                    .autoScaling()
                    .describeScalingActivities(
                        b -> b.autoScalingGroupName(name).maxRecords(A_PAGE)))
        .activities();
  }

  /** Why the group does not get its machines, if the newest thing it tried failed. */
  static Optional<Activity> failure(List<Activity> newestFirst) {
    return newestFirst.stream().findFirst().filter(Activities::failed);
  }

  static boolean failed(Activity activity) {
    return activity.statusCode() == ScalingActivityStatusCode.FAILED
        || activity.statusCode() == ScalingActivityStatusCode.CANCELLED;
  }

  /** What a person can do about the reason that EC2 gave. */
  static String nextStep(String reason) {
    String text = reason.toLowerCase(Locale.ROOT);
    if (text.contains("capacity")) {
      return "EC2 has no such machine there now: it is tried again by itself; or choose another --instance-type or --zone";
    }
    if (text.contains("limit") || text.contains("quota")) {
      return "ask for a higher quota (Service Quotas in the AWS console), or scale to fewer nodes";
    }
    if (text.contains("not authorized") || text.contains("accessdenied")) {
      return "ask for the permission named above";
    }
    return "correct the cause; it is tried again by itself";
  }
}
