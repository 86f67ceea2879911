package io.cellos.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BundleTest {
  private static String versionOf(String group, String artifact) throws IOException {
    String name = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream file = BundleTest.class.getResourceAsStream(name)) {
      assertThat(file).as(name).isNotNull();
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version");
    }
  }

  @Test
  void thePinsAreTheVersionsOnTheClassPath() throws IOException {
    Map<String, String> real = new HashMap<>();
    real.put("zookeeper", versionOf("org.apache.zookeeper", "zookeeper"));
    real.put("curator", versionOf("org.apache.curator", "curator-framework"));
    real.put("mesos-messages", versionOf("org.apache.mesos", "mesos"));
    real.put("helidon", versionOf("io.helidon.webserver", "helidon-webserver"));
    real.put("jackson", versionOf("com.fasterxml.jackson.core", "jackson-databind"));
    real.put("slf4j", versionOf("org.slf4j", "slf4j-api"));
    real.put("aws-sdk", versionOf("software.amazon.awssdk", "sdk-core"));
    real.put("commons-compress", versionOf("org.apache.commons", "commons-compress"));
    real.put("picocli", CommandLine.VERSION);

    assertThat(Bundle.current().components()).isEqualTo(real);
  }

  @Test
  void theJavaIsTheOneThatRunsThis() {
    assertThat(Runtime.version().feature()).isGreaterThanOrEqualTo(Bundle.current().java());
    assertThat(Bundle.current().format()).isEqualTo(1);
  }
}
