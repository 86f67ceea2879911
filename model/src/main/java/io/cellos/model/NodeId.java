package io.cellos.model;

import java.util.regex.Pattern;

/**
 * The identity of one node, never used again after the node is gone: {@code n-} and 8 lower-case
 * hexadecimal digits locally, the instance id ({@code i-…}) on EC2.
 */
public record NodeId(String value) implements Comparable<NodeId> {
  private static final Pattern RULE = Pattern.compile("[a-z]-[0-9a-f]{8,17}");

  public NodeId {
    if (!RULE.matcher(value).matches()) {
      throw new InvalidInputException("\"" + value + "\" is not a node id such as n-0a1b2c3d");
    }
  }

  public static NodeId parse(String text) {
    return new NodeId(text);
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
