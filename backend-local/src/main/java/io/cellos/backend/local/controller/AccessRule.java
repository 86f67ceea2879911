package io.cellos.backend.local.controller;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/** Who may command the controller: whoever shows the token that only the cell's owner can read. */
final class AccessRule {
  private static final String SCHEME = "Bearer ";

  private final byte[] token;
  private final String authority;

  /**
   * @param url where the controller is; requests that were meant for another host are refused, so
   *     that no web page can reach it under a name of its own
   */
  AccessRule(String token, String url) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.authority = URI.create(url).getAuthority();
  }

  boolean allows(Optional<String> host, Optional<String> authorization) {
    boolean rightHost =
        host.filter(name -> name.toLowerCase(Locale.ROOT).equals(authority)).isPresent();
    return rightHost && authorization.filter(this::isToken).isPresent();
  }

  private boolean isToken(String authorization) {
    return authorization.startsWith(SCHEME)
        && MessageDigest.isEqual(
            authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8), token);
  }
}
