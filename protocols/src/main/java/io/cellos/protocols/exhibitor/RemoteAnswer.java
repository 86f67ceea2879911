package io.cellos.protocols.exhibitor;

import java.util.Map;

/**
 * What one server passes on from another; served with status 200 whether it worked or not.
 *
 * @param response the other's answer, or an empty object
 * @param errorMessage empty if it worked
 */
public record RemoteAnswer(Object response, String errorMessage, boolean success) {

  public static RemoteAnswer of(Object response) {
    return new RemoteAnswer(response, "", true);
  }

  public static RemoteAnswer failed(String why) {
    return new RemoteAnswer(Map.of(), why, false);
  }
}
