package io.cellos.base.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.cellos.model.CellName;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;

/** How the model's identifiers and times look in JSON: as the strings they print. */
final class CellTypes extends SimpleModule {
  private static final long serialVersionUID = 1;

  CellTypes() {
    super("cell-types");
    asString(CellName.class, CellName::parse);
    asString(NodeId.class, NodeId::parse);
    asString(Instant.class, Instant::parse);
    addKeyDeserializer(
        Role.class,
        new KeyDeserializer() {
          @Override
          public Object deserializeKey(String key, DeserializationContext context) {
            return Role.parse(key);
          }
        });
  }

  private <T> void asString(Class<T> type, Function<String, T> parse) {
    addSerializer(type, new ToStringSerializer<>());
    addDeserializer(type, new FromStringDeserializer<>(type, parse));
  }

  private static final class ToStringSerializer<T> extends JsonSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class FromStringDeserializer<T> extends JsonDeserializer<T> {
    private final Class<T> type;
    private final Function<String, T> parse;

    FromStringDeserializer(Class<T> type, Function<String, T> parse) {
      this.type = type;
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getText();
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw context.weirdStringException(text, type, e.getMessage());
      }
    }
  }
}
