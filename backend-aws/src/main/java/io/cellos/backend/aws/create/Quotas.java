package io.cellos.backend.aws.create;

import io.cellos.backend.aws.client.AwsClients;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;

/** Whether the account's quotas leave room for the cell. */
final class Quotas {
  /** Families that share one quota, counted in vCPUs; others have quotas of their own. */
  private static final String STANDARD = "ACDHIMRTZ";

  /** Of a load balancer in a zone, unless AWS was asked for more. */
  private static final int TARGETS = 500;

  private final AwsClients clients;
  private final Blueprint wanted;

  Quotas(AwsClients clients, Blueprint wanted) {
    this.clients = clients;
    this.wanted = wanted;
  }

  void addTo(Findings findings, List<InstanceTypeInfo> types) {
    add(findings, "VPCs", "vpc", "L-F678F1CE", wanted.count(Blueprint.VPC), this::vpcs);
    add(
        findings,
        "Elastic IP addresses",
        "ec2",
        "L-0263D0A3",
        wanted.count(Blueprint.ADDRESS),
        () -> clients.ec2().describeAddresses().addresses().size());
    add(
        findings,
        "Network Load Balancers",
        "elasticloadbalancing",
        "L-69A177A2",
        wanted.count(Blueprint.BALANCER),
        this::networkBalancers);
    add(
        findings,
        "vCPUs of on-demand instances",
        "ec2",
        "L-1216C47A",
        cpus(types, false),
        () -> runningCpus(false));
    add(
        findings,
        "vCPUs of Spot instances",
        "ec2",
        "L-34B43A08",
        cpus(types, true),
        () -> runningCpus(true));
  }

  /** What only some accounts have room for, of quotas that nobody tells how much is used of. */
  static List<String> remarks(Blueprint wanted) {
    return wanted.groups().stream()
        .filter(group -> group.isBalanced() && group.size() > TARGETS)
        .map(
            group ->
                "group %s: %d nodes behind a Network Load Balancer, which takes %d in a zone unless your quota \"Targets per Availability Zone per Network Load Balancer\" was raised"
                    .formatted(group.role(), group.size(), TARGETS))
        .toList();
  }

  private void add(
      Findings findings,
      String what,
      String service,
      String code,
      int needed,
      DoubleSupplier used) {
    if (needed > 0) {
      findings.check("quota of " + what, () -> compare(what, service, code, needed, used));
    }
  }

  private List<String> compare(
      String what, String service, String code, int needed, DoubleSupplier used) {
    OptionalDouble most = quota(service, code);
    if (most.isEmpty()) {
      return List.of();
    }
    double there = used.getAsDouble();
    return there + needed <= most.getAsDouble()
        ? List.of()
        : List.of(
            "%s: %.0f are in use, the cell needs %d more and the quota is %.0f: ask for more with aws service-quotas request-service-quota-increase --service-code %s --quota-code %s --desired-value %.0f"
                .formatted(what, there, needed, most.getAsDouble(), service, code, there + needed));
  }

  /** Empty where the service does not tell, as for quotas that a partition does not have. */
  private OptionalDouble quota(String service, String code) {
    try {
      return OptionalDouble.of(
          clients
              .quotas()
              .getServiceQuota(b -> b.serviceCode(service).quotaCode(code))
              .quota()
              .value());
    } catch (NoSuchResourceException e) {
      return OptionalDouble.empty();
    }
  }

  private int vpcs() {
    return (int) clients.ec2().describeVpcsPaginator().vpcs().stream().count();
  }

  private int networkBalancers() {
    return (int)
        clients.loadBalancing().describeLoadBalancersPaginator().loadBalancers().stream()
            .filter(balancer -> balancer.type() == LoadBalancerTypeEnum.NETWORK)
            .count();
  }

  private int cpus(List<InstanceTypeInfo> types, boolean spot) {
    Map<String, Integer> cpus =
        types.stream()
            .collect(
                Collectors.toMap(
                    InstanceTypeInfo::instanceTypeAsString, t -> t.vCpuInfo().defaultVCpus()));
    return wanted.groups().stream()
        .filter(group -> group.spot() == spot && isStandard(group.type()))
        .mapToInt(group -> group.size() * cpus.getOrDefault(group.type(), 0))
        .sum();
  }

  private int runningCpus(boolean spot) {
    Filter live = Filter.builder().name("instance-state-name").values("pending", "running").build();
    return clients.ec2().describeInstancesPaginator(b -> b.filters(live)).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(
            instance ->
                isStandard(instance.instanceTypeAsString())
                    && (instance.instanceLifecycle() == InstanceLifecycleType.SPOT) == spot)
        .mapToInt(Quotas::cpus)
        .sum();
  }

  private static int cpus(Instance instance) {
    return instance.cpuOptions() == null || instance.cpuOptions().coreCount() == null
        ? 0
        : instance.cpuOptions().coreCount() * instance.cpuOptions().threadsPerCore();
  }

  private static boolean isStandard(String type) {
    return STANDARD.indexOf(Character.toUpperCase(type.charAt(0))) >= 0;
  }
}
