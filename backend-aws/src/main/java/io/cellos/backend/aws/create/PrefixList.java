package io.cellos.backend.aws.create;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.template.AllowedNetworks;
import io.cellos.model.CellName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * networks that the user names, or one of the user's own, or none.
 */
public final class PrefixList {
  /** Each place counts against the rules of a security group (60), used or not. */
  private static final int PLACES = 20;

  private final AwsClients clients;
  private final CellName cell;
  private final Optional<AllowedNetworks> wanted;

  public PrefixList(AwsClients clients, CellName cell, Optional<AllowedNetworks> wanted) {
    this.clients = clients;
    this.cell = cell;
    this.wanted = wanted;
  }

  /** What keeps it from being used; nothing is changed. */
  public List<String> problems() {
    Optional<String> given = wanted.flatMap(AllowedNetworks::prefixList);
    if (given.isPresent() && !exists(given.get())) {
      return List.of(
          "there is no prefix list " + given.get() + " in " + clients.settings().region().id());
    }
    int networks = wanted.map(all -> all.cidrs().size()).orElse(0);
    return networks <= PLACES
        ? List.of()
        : List.of(
            "allowed-networks: %d networks are more than %d: make a prefix list of your own and give its id"
                .formatted(networks, PLACES));
  }

  private boolean exists(String id) {
    try {
      return !clients
          .ec2()
          .describeManagedPrefixLists(b -> b.prefixListIds(id))
          .prefixLists()
          .isEmpty();
    } catch (Ec2Exception e) {
      if (AwsFailures.code(e).toLowerCase(Locale.ROOT).startsWith("invalidprefixlistid")) {
        return false;
      }
      throw e;
    }
  }

  /** The id of the list that is there; empty if the user named no networks or it must be made. */
  public Optional<String> existing() {
    return wanted.flatMap(
        networks ->
            networks
                .prefixList()
                .or(
                    () ->
                        AwsFailures.explained("look for prefix list " + name(), this::find)
                            .map(ManagedPrefixList::prefixListId)));
  }

  /** What {@link #ensure} would do to the list of the cell, for people; empty for nothing. */
  public Optional<String> change() {
    return wanted
        .filter(networks -> networks.prefixList().isEmpty())
        .map(
            networks ->
                AwsFailures.explained(
                    "look for prefix list " + name(),
                    () -> Difference.of(find().map(this::entries).orElse(Set.of()), networks)))
        .filter(difference -> !difference.isNone())
        .map(difference -> "prefix list " + name() + ": " + difference);
  }

  /** Networks that the list lacks, and those that it should not have. */
  private record Difference(List<String> lacking, Set<String> gone) {
    static Difference of(Set<String> there, AllowedNetworks wanted) {
      Set<String> gone = new TreeSet<>(there);
      wanted.cidrs().forEach(gone::remove);
      return new Difference(
          wanted.cidrs().stream().filter(cidr -> !there.contains(cidr)).toList(), gone);
    }

    boolean isNone() {
      return lacking.isEmpty() && gone.isEmpty();
    }

    @Override
    public String toString() {
      return Stream.concat(
              lacking.stream().map(cidr -> cidr + " added"),
              gone.stream().map(cidr -> cidr + " removed"))
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * Makes the list, or gives it the networks that are wanted now.
   *
   * @return its id; empty if the user named no networks
   */
  public Optional<String> ensure(Consumer<String> notice) {
    return wanted.map(
        networks ->
            networks
                .prefixList()
                .orElseGet(
                    () ->
                        AwsFailures.explained(
                            "make the list of allowed networks", () -> ensure(networks, notice))));
  }

  private String ensure(AllowedNetworks networks, Consumer<String> notice) {
    Optional<ManagedPrefixList> there = find();
    if (there.isPresent()) {
      adapt(there.get(), networks, notice);
      return there.get().prefixListId();
    }
    String id = create(networks.cidrs());
    notice.accept("prefix list " + name() + " made of " + String.join(", ", networks.cidrs()));
    return id;
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
        .filter(list -> !list.stateAsString().startsWith("delete-"))
        .findFirst();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private String create(List<String> cidrs) {
    return clients
        .ec2()
        .createManagedPrefixList(
            b ->
                b.prefixListName(name())
                    .addressFamily("IPv4")
                    .maxEntries(PLACES)
                    .entries(cidrs.stream().map(PrefixList::added).toList())
                    .tagSpecifications(CellTag.on(ResourceType.PREFIX_LIST, cell)))
        .prefixList()
        .prefixListId();
  }

  private static AddPrefixListEntry added(String cidr) {
    return AddPrefixListEntry.builder().cidr(cidr).build();
  }

  private Set<String> entries(ManagedPrefixList list) {
    return clients
        .ec2()
        .getManagedPrefixListEntriesPaginator(b -> b.prefixListId(list.prefixListId()))
        .entries()
        .stream()
        .map(PrefixListEntry::cidr)
        .collect(Collectors.toSet());
  }

  private void adapt(ManagedPrefixList list, AllowedNetworks networks, Consumer<String> notice) {
    Difference difference = Difference.of(entries(list), networks);
    if (difference.isNone()) {
      return;
    }
    clients
        .ec2()
        .modifyManagedPrefixList(
            b ->
                b.prefixListId(list.prefixListId())
                    .prefixListName(name())
                    .currentVersion(list.version())
                    .addEntries(difference.lacking().stream().map(PrefixList::added).toList())
                    .removeEntries(
                        difference.gone().stream()
                            .map(cidr -> RemovePrefixListEntry.builder().cidr(cidr).build())
                            .toList()));
    notice.accept("prefix list " + name() + ": " + difference);
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
