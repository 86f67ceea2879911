package io.cellos.cli.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Results of many nodes with the same ones under one heading. */
public record FoldedResults(List<Fold> folds) {

  /** Nodes that said the same and ended the same way. */
  public record Fold(List<String> labels, int status, String output) {

    /** {@code nucleus-1, nucleus-2 (2 nodes):}, with the exit status where it is not 0. */
    public String heading() {
      List<String> remarks = new ArrayList<>();
      if (labels.size() > 1) {
        remarks.add(labels.size() + " nodes");
      }
      if (status != 0) {
        remarks.add("exit " + status);
      }
      String tail = remarks.isEmpty() ? "" : " (" + String.join(", ", remarks) + ")";
      return String.join(", ", labels) + tail + ":";
    }
  }

  private record Same(int status, String output) {}

  /** Folds the results; the folds are in the order of their first nodes. */
  public static FoldedResults of(List<NodeResult> results) {
    Map<Same, List<NodeResult>> groups =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> new Same(result.status(), result.output()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Fold> folds = new ArrayList<>();
    groups.forEach(
        (same, members) ->
            folds.add(
                new Fold(
                    members.stream().map(NodeResult::label).toList(), same.status, same.output)));
    return new FoldedResults(List.copyOf(folds));
  }

  /** The worst exit status: the highest. */
  public int worst() {
    return folds.stream().mapToInt(Fold::status).max().orElse(0);
  }
}
