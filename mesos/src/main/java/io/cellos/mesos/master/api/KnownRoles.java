package io.cellos.mesos.master.api;

import io.cellos.mesos.http.Refusal;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.WeightInfo;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.quota.Protos.QuotaConfig;

/** Where {@code --roles} names the only roles there are, no other gets a quota or a weight. */
final class KnownRoles {
  private KnownRoles() {}

  /**
   * @throws Refusal 400 if the call names an unknown role
   */
  @SuppressWarnings("deprecation") // calls that Mesos deprecates are served
  static void check(Site site, Call call) {
    Stream.of(
            call.getUpdateQuota().getQuotaConfigsList().stream().map(QuotaConfig::getRole),
            Stream.of(call.getSetQuota().getQuotaRequest().getRole()),
            call.getUpdateWeights().getWeightInfosList().stream().map(WeightInfo::getRole))
        .flatMap(roles -> roles)
        .map(String::strip)
        .filter(role -> !role.isEmpty() && !site.isKnown(role))
        .findFirst()
        .ifPresent(
            role -> {
              throw Refusal.malformed("Unknown role '" + role + "'");
            });
  }
}
