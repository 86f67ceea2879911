package io.cellos.it.marathon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real service, {@code /web}: it answers with its version and process, and goes on for a while
 * when it is told to end. It needs Python 3.
 */
public record WebApp(Path script) {
  /** The app, with its program in this directory. */
  public static WebApp in(Path directory) throws IOException {
    Path script = directory.resolve("serve.py");
    try (InputStream text = WebApp.class.getResourceAsStream("/app/serve.py")) {
      Files.copy(text, script);
    }
    return new WebApp(script);
  }

  /** Its definition; an upgrade never has less than all instances. */
  public String json(String version, int instances) {
    return """
        {"id": "/web", "cmd": "exec python3 %s", "instances": %d, "cpus": 0.05, "mem": 32,
         "env": {"VERSION": "%s"}, "taskKillGracePeriodSeconds": 10,
         "healthChecks": [{"protocol": "HTTP", "intervalSeconds": 1, "timeoutSeconds": 2,
                           "gracePeriodSeconds": 30}],
         "upgradeStrategy": {"minimumHealthCapacity": 1, "maximumOverCapacity": 0.5}}
        """
        .formatted(script, instances, version);
  }
}
