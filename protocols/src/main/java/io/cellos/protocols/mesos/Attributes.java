package io.cellos.protocols.mesos;

import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.Value;

/** Attributes of agents, as the flag {@code --attributes} has them. */
public final class Attributes {
  private Attributes() {}

  /**
   * Reads {@code role:stateless-body;rack:r1;level:10;ports:[1-9]}.
   *
   * @throws WireException if the text is something else
   */
  public static List<Attribute> parse(String text) throws WireException {
    List<Attribute> attributes = new ArrayList<>();
    for (String token : text.split("[;\n]", 0)) {
      if (!token.isBlank()) {
        attributes.add(one(token));
      }
    }
    return attributes;
  }

  private static Attribute one(String token) throws WireException {
    int colon = token.indexOf(':');
    if (colon < 1 || colon == token.length() - 1) {
      throw new WireException("Invalid attribute key:value pair '" + token + "'");
    }
    Value value = ValueText.parse(token.substring(colon + 1).strip());
    Attribute.Builder attribute =
        Attribute.newBuilder().setName(token.substring(0, colon).strip()).setType(value.getType());
    switch (value.getType()) {
      case SCALAR -> attribute.setScalar(value.getScalar());
      case RANGES -> attribute.setRanges(value.getRanges());
      case TEXT -> attribute.setText(value.getText());
      case SET -> throw new WireException("Sets are not supported as attributes: '" + token + "'");
    }
    return attribute.build();
  }
}
