package io.cellos.protocols.exhibitor;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One child in the answer of {@code /explorer/node}.
 *
 * @param title the last part of its path
 * @param key its whole path
 */
public record ExplorerNode(
    String title, String key, @JsonProperty("isLazy") boolean lazy, boolean expand) {

  public static ExplorerNode child(String parent, String name) {
    return new ExplorerNode(
        name, parent.endsWith("/") ? parent + name : parent + "/" + name, true, false);
  }

  /** What stands in place of the children when they can't be read. */
  public static ExplorerNode unreadable() {
    return new ExplorerNode("* Exception *", "*", false, false);
  }
}
