package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.allocation.Quota;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.validation.QuotaCheck;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Roles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.WeightInfo;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.quota.Protos.QuotaConfig;
import org.apache.mesos.v1.quota.Protos.QuotaRequest;

/** Quotas and weights of roles. */
final class Shares {
  private final Books books;
  private final Offering offering;
  private final Map<String, QuotaConfig> quotas = new TreeMap<>();
  private final Map<String, Double> weights = new TreeMap<>();

  Shares(Books books, Offering offering) {
    this.books = books;
    this.offering = offering;
  }

  Map<String, QuotaConfig> quotas() {
    return quotas;
  }

  Map<String, Double> weights() {
    return weights;
  }

  void recover(QuotaConfig quota) {
    quotas.put(quota.getRole(), quota);
    books.allocator().quota(quota.getRole(), Optional.of(of(quota)));
  }

  void recover(WeightInfo weight) {
    weights.put(weight.getRole(), weight.getWeight());
    books.allocator().weigh(weight.getRole(), weight.getWeight());
  }

  private static Quota of(QuotaConfig quota) {
    return Quota.of(quota.getGuaranteesMap(), quota.getLimitsMap());
  }

  Verdict weigh(List<WeightInfo> changed) {
    if (changed.isEmpty()) {
      return new Verdict.Malformed("Invalid weights: none are given");
    }
    for (WeightInfo info : changed) {
      Optional<String> problem = Roles.problem(info.getRole());
      if (problem.isPresent()) {
        return new Verdict.Malformed(
            "Failed to validate update weights: Invalid role '%s': %s"
                .formatted(info.getRole(), problem.get()));
      }
      if (!(info.getWeight() > 0)) {
        return new Verdict.Malformed(
            "Failed to validate update weights: Invalid weight '%s': Weights must be positive"
                .formatted(info.getWeight()));
      }
    }
    for (WeightInfo info : changed) {
      recover(info);
      books.out().save(Registry.role(Registry.WEIGHTS, info.getRole()), info);
    }
    rescindAll();
    return new Verdict.Done();
  }

  Verdict quota(Call.UpdateQuota call) {
    Map<String, QuotaConfig> next = new HashMap<>(quotas);
    call.getQuotaConfigsList().forEach(quota -> next.put(quota.getRole(), quota));
    Optional<String> problem =
        call.getQuotaConfigsList().stream()
            .flatMap(quota -> QuotaCheck.problem(quota).stream())
            .findFirst()
            .or(() -> call.getForce() ? Optional.empty() : impossible(call, next));
    if (problem.isPresent()) {
      return new Verdict.Malformed(problem.get());
    }
    change(call.getQuotaConfigsList());
    return new Verdict.Done();
  }

  private Optional<String> impossible(Call.UpdateQuota call, Map<String, QuotaConfig> next) {
    Consumption consumption = new Consumption(books);
    return call.getQuotaConfigsList().stream()
        .flatMap(quota -> exceeded(quota, consumption.of(quota.getRole())).stream())
        .findFirst()
        .or(() -> overcommitted(next))
        .map(
            problem ->
                "Invalid QuotaConfig: " + problem + " (use 'force' flag to bypass this check)");
  }

  private static Optional<String> exceeded(QuotaConfig quota, Map<String, Double> consumed) {
    return quota.getLimitsMap().entrySet().stream()
        .filter(limit -> consumed.getOrDefault(limit.getKey(), 0.0) > limit.getValue().getValue())
        .map(
            limit ->
                ("Role '%s' is already consuming '%s:%s'; this is more than the requested limit"
                        + " '%s'")
                    .formatted(
                        quota.getRole(),
                        limit.getKey(),
                        consumed.get(limit.getKey()),
                        limit.getValue().getValue()))
        .findFirst();
  }

  private void change(List<QuotaConfig> changed) {
    for (QuotaConfig quota : changed) {
      if (quota.getGuaranteesCount() == 0 && quota.getLimitsCount() == 0) {
        quotas.remove(quota.getRole());
        books.allocator().quota(quota.getRole(), Optional.empty());
        books.out().forget(Registry.role(Registry.QUOTA, quota.getRole()));
      } else {
        recover(quota);
        books.out().save(Registry.role(Registry.QUOTA, quota.getRole()), quota);
      }
    }
    rescindAll();
  }

  /** The old way: a guarantee that is a limit too. */
  Verdict set(QuotaRequest request) {
    Optional<String> problem = QuotaCheck.problem(request);
    if (problem.isPresent()) {
      return new Verdict.Malformed(problem.get());
    }
    if (quotas.containsKey(request.getRole())) {
      return new Verdict.Malformed(
          ("Failed to validate set quota request: Cannot set quota for role '%s' which already has"
                  + " quota")
              .formatted(request.getRole()));
    }
    QuotaConfig.Builder quota = QuotaConfig.newBuilder().setRole(request.getRole());
    for (Resource resource : request.getGuaranteeList()) {
      quota.putGuarantees(resource.getName(), resource.getScalar());
      quota.putLimits(resource.getName(), resource.getScalar());
    }
    problem = QuotaCheck.problem(quota.build());
    if (problem.isPresent()) {
      return new Verdict.Malformed(problem.get());
    }
    Map<String, QuotaConfig> next = new HashMap<>(quotas);
    next.put(quota.getRole(), quota.build());
    Optional<String> tooMuch = request.getForce() ? Optional.empty() : overcommitted(next);
    if (tooMuch.isPresent()) {
      return new Verdict.Conflict(
          "Quota guarantees overcommit the cluster (use 'force' to bypass this check): "
              + tooMuch.get());
    }
    change(List.of(quota.build()));
    return new Verdict.Done();
  }

  Verdict remove(String role) {
    if (!quotas.containsKey(role)) {
      return new Verdict.Malformed(
          "Failed to remove quota: Role '%s' has no quota set".formatted(role));
    }
    change(List.of(QuotaConfig.newBuilder().setRole(role).build()));
    return new Verdict.Done();
  }

  /** Guarantees that can't be kept with the agents there are. */
  private Optional<String> overcommitted(Map<String, QuotaConfig> all) {
    Map<String, Double> sum = new TreeMap<>();
    all.values()
        .forEach(
            quota ->
                quota
                    .getGuaranteesMap()
                    .forEach((name, amount) -> sum.merge(name, amount.getValue(), Double::sum)));
    Map<String, Double> capacity = new HashMap<>();
    for (Agent agent : books.agents().all()) {
      Resources lasting = agent.total().filter(r -> !r.hasRevocable());
      sum.keySet().forEach(name -> capacity.merge(name, lasting.scalar(name), Double::sum));
    }
    return sum.entrySet().stream()
        .filter(wanted -> wanted.getValue() > capacity.getOrDefault(wanted.getKey(), 0.0))
        .map(
            wanted ->
                "total quota guarantees '%s:%s' exceed cluster capacity '%s:%s'"
                    .formatted(
                        wanted.getKey(),
                        wanted.getValue(),
                        wanted.getKey(),
                        capacity.getOrDefault(wanted.getKey(), 0.0)))
        .findFirst();
  }

  /** What is offered is shared anew. */
  private void rescindAll() {
    books.agents().all().forEach(agent -> agent.offers().forEach(offering::rescind));
    books.allocator().allDirty();
  }
}
