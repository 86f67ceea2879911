package io.cellos.protocols.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import java.util.List;
import org.apache.mesos.v1.Protos.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name:'' type:SCALAR scalar{value:1}                     | Empty resource name",
        "name:'c' type:SCALAR                                    | Invalid scalar resource",
        "name:'c' type:SCALAR scalar{value:1} set{}              | Invalid scalar resource",
        "name:'c' type:SCALAR scalar{value:-1}                   | Invalid scalar resource: value",
        "name:'c' type:SCALAR scalar{value:inf}                  | not a finite number",
        "name:'c' type:TEXT                                      | Unsupported resource type",
        "name:'c' type:RANGES ranges{range{begin:2 end:1}}       | begin > end",
        "name:'c' type:RANGES ranges{range{begin:4 end:9}range{begin:1 end:4}} | overlapping",
        "name:'c' type:SET set{item:'a' item:'a'}                | duplicated elements",
        "name:'c' type:SCALAR scalar{value:1} disk{}             | DiskInfo should not be set",
        "name:'disk' type:SCALAR scalar{value:1} disk{source{type:RAW mount{}}} | Mount should not",
        "name:'c' type:SCALAR scalar{value:1} role:'a b'         | whitespace",
        "name:'c' type:SCALAR scalar{value:1} reservation{}      | cannot be dynamically reserved",
        "name:'c' type:SCALAR scalar{value:1} role:'r' reservation{role:'r'} | role' must not be",
        "name:'c' type:SCALAR scalar{value:1} reservations{role:'r'}         | type' field must be",
        "name:'c' type:SCALAR scalar{value:1} reservations{type:STATIC}      | role' field must be",
        "name:'c' type:SCALAR scalar{value:1} reservations{type:STATIC role:'*'} | be reserved",
        "name:'c' type:SCALAR scalar{value:1} reservations{type:STATIC role:'a'}"
            + " reservations{type:STATIC role:'a/b'} | cannot be STATIC",
        "name:'c' type:SCALAR scalar{value:1} reservations{type:STATIC role:'a'}"
            + " reservations{type:DYNAMIC role:'b'} | not a refinement of 'a'",
        "name:'c' type:SCALAR scalar{value:1} role:'b' reservations{type:STATIC role:'a'}"
            + " | does not match the role",
        "name:'c' type:SCALAR scalar{value:1} role:'a' reservations{type:DYNAMIC role:'a'}"
            + " | either be both set",
        "name:'disk' type:SCALAR scalar{value:1} shared{}        | Only persistent volumes",
        "name:'c' type:SCALAR scalar{value:1} shared{}           | cannot be shared"
      })
  void problems(String text, String reason) throws TextFormat.ParseException {
    Resource resource = TextFormat.parse(text.replace("''", "\"\""), Resource.class);

    assertThat(ResourceCheck.problem(resource).orElseThrow()).contains(reason);
    assertThat(ResourceCheck.problem(List.of(Samples.scalar("mem", 1), resource)).orElseThrow())
        .startsWith("Resource '")
        .contains("' is invalid: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "a", "a-b", "a/b/c", ".a", "a*"})
  void goodRoles(String role) {
    assertThat(Roles.problem(role)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "a/../b", ".", "-a", "a/-b", "a/*", "a b", "a\t"})
  void badRoles(String role) {
    assertThat(Roles.problem(role)).isPresent();
  }

  @Test
  void rolesAboveAndBelow() {
    assertThat(Roles.ancestors("a/b/c")).containsExactly("a/b", "a");
    assertThat(Roles.isStrictSubrole("a/b", "a")).isTrue();
    assertThat(Roles.isStrictSubrole("ab", "a")).isFalse();
    assertThat(Roles.isStrictSubrole("a", "a")).isFalse();
  }

  @Test
  void attributesOfAgents() throws WireException {
    assertThat(Attributes.parse("role:stateless-body;level:10;ports:[1-2];url:http://x"))
        .extracting(attribute -> attribute.getName() + " " + attribute.getType())
        .containsExactly("role TEXT", "level SCALAR", "ports RANGES", "url TEXT");
  }
}
