package io.cellos.base.http;

import java.util.Arrays;
import java.util.Optional;

/** What a client accepts, in any order and whatever it prefers. */
public final class Accept {
  private Accept() {}

  /** Whether the header, as a list of types with ranges such as {@code text/*}, has the type. */
  public static boolean accepts(Optional<String> header, String type) {
    String any = type.substring(0, type.indexOf('/')) + "/*";
    return header.isEmpty()
        || Arrays.stream(header.get().split(",", -1))
            .map(range -> range.split(";", 2)[0].strip())
            .anyMatch(range -> range.equals("*/*") || range.equals(any) || range.equals(type));
  }

  /** Whether a coding such as gzip may be used; a weight of 0 forbids it. */
  public static boolean codes(Optional<String> header, String coding) {
    return header.stream()
            .flatMap(list -> Arrays.stream(list.split(",", -1)))
            .map(String::strip)
            .filter(part -> part.split(";", 2)[0].strip().equals(coding))
            .noneMatch(part -> part.matches(".*;\\s*q=0(\\.0*)?\\s*"))
        && header.stream()
            .flatMap(list -> Arrays.stream(list.split(",", -1)))
            .anyMatch(part -> part.split(";", 2)[0].strip().equals(coding));
  }
}
