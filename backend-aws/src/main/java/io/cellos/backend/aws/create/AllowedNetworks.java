package io.cellos.backend.aws.create;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.model.CellName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.RemovePrefixListEntry;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * Who may reach the cell from outside: a managed prefix list {@code <cell>-allowed}, made of the
 * networks that the user names, or one of the user's own ({@code pl-…}), or none.
 */
public final class AllowedNetworks {
  /** Each place counts against the rules of a security group (60), used or not. */
  private static final int PLACES = 20;

  private static final Pattern CIDR =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|(?=/))){4}/(3[0-2]|[12]?\\d)");
  private static final Pattern LIST = Pattern.compile("pl-[0-9a-f]+");

  private final AwsClients clients;
  private final CellName cell;
  private final List<String> wanted;

  public AllowedNetworks(AwsClients clients, CellName cell) {
    this.clients = clients;
    this.cell = cell;
    this.wanted =
        Arrays.stream(clients.settings().chosen().get("allowed-networks").orElse("").split(","))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .distinct()
            .toList();
  }

  /** What is wrong with the setting; asks EC2 only about a list of the user's own. */
  List<String> problems() {
    if (wanted.size() == 1 && LIST.matcher(wanted.getFirst()).matches()) {
      return ownListExists()
          ? List.of()
          : List.of("there is no prefix list " + wanted.getFirst() + " in " + region());
    }
    List<String> problems = new ArrayList<>();
    for (String word : wanted) {
      if (!CIDR.matcher(word).matches()) {
        problems.add(
            "allowed-networks: \"%s\" is not a network such as 203.0.113.0/24, nor one prefix list pl-…"
                .formatted(word));
      }
    }
    if (wanted.size() > PLACES) {
      problems.add(
          "allowed-networks: %d networks are more than %d: make a prefix list of your own and give its id"
              .formatted(wanted.size(), PLACES));
    }
    return problems;
  }

  private boolean ownListExists() {
    try {
      return !clients
          .ec2()
          .describeManagedPrefixLists(b -> b.prefixListIds(wanted.getFirst()))
          .prefixLists()
          .isEmpty();
    } catch (Ec2Exception e) {
      if (AwsFailures.code(e).startsWith("InvalidPrefixListId")
          || AwsFailures.code(e).startsWith("InvalidPrefixListID")) {
        return false;
      }
      throw e;
    }
  }

  private String region() {
    return clients.settings().region().id();
  }

  /**
   * Makes the list, or gives it the networks that are wanted now.
   *
   * @return its id; empty if the user named no networks
   */
  public Optional<String> ensure(Consumer<String> notice) {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if (LIST.matcher(wanted.getFirst()).matches()) {
      return Optional.of(wanted.getFirst());
    }
    return AwsFailures.explained(
        "make the list of allowed networks",
        () -> {
          Optional<ManagedPrefixList> there = find();
          if (there.isPresent()) {
            adapt(there.get(), notice);
            return there.map(ManagedPrefixList::prefixListId);
          }
          String id = create();
          notice.accept("prefix list " + name() + " made of " + String.join(", ", wanted));
          return Optional.of(id);
        });
  }

  private String name() {
    return cell + "-allowed";
  }

  private Optional<ManagedPrefixList> find() {
    return clients
        .ec2()
        .describeManagedPrefixLists(b -> b.filters(filter("prefix-list-name", name())))
        .prefixLists()
        .stream()
        .filter(list -> list.tags().contains(CellTag.of(cell)))
        .findFirst();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private String create() {
    return clients
        .ec2()
        .createManagedPrefixList(
            b ->
                b.prefixListName(name())
                    .addressFamily("IPv4")
                    .maxEntries(PLACES)
                    .entries(wanted.stream().map(AllowedNetworks::added).toList())
                    .tagSpecifications(CellTag.on(ResourceType.PREFIX_LIST, cell)))
        .prefixList()
        .prefixListId();
  }

  private static AddPrefixListEntry added(String cidr) {
    return AddPrefixListEntry.builder().cidr(cidr).build();
  }

  private void adapt(ManagedPrefixList list, Consumer<String> notice) {
    Set<String> there =
        clients
            .ec2()
            .getManagedPrefixListEntriesPaginator(b -> b.prefixListId(list.prefixListId()))
            .entries()
            .stream()
            .map(PrefixListEntry::cidr)
            .collect(Collectors.toSet());
    Set<String> gone = new HashSet<>(there);
    wanted.forEach(gone::remove);
    List<AddPrefixListEntry> added =
        wanted.stream().filter(cidr -> !there.contains(cidr)).map(AllowedNetworks::added).toList();
    if (gone.isEmpty() && added.isEmpty()) {
      return;
    }
    clients
        .ec2()
        .modifyManagedPrefixList(
            b ->
                b.prefixListId(list.prefixListId())
                    .currentVersion(list.version())
                    .addEntries(added)
                    .removeEntries(
                        gone.stream()
                            .map(cidr -> RemovePrefixListEntry.builder().cidr(cidr).build())
                            .toList()));
    notice.accept("prefix list " + name() + " now has " + String.join(", ", wanted));
  }

  /**
   * Removes the list that was made for the cell; it must not be in use any more.
   *
   * @return whether there was one
   */
  public boolean delete() {
    try {
      Optional<ManagedPrefixList> there = find();
      there.ifPresent(
          list -> clients.ec2().deleteManagedPrefixList(b -> b.prefixListId(list.prefixListId())));
      return there.isPresent();
    } catch (SdkException e) {
      throw AwsFailures.of("delete prefix list " + name(), e);
    }
  }
}
